import Formulas
import MatrixCore
import Testing

@testable import Documents
@testable import Formats

@Suite struct HTMLFormatTests {
  @Test("the policy names the hashes of the style sheet and the script")
  func hashes() {
    #expect(SHA256.base64("abc") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
    #expect(PageStyle.hash == SHA256.base64(PageStyle.text))
    #expect(PageScript.hash == SHA256.base64(PageScript.text))
  }

  @Test("text can't leave its place")
  func hostileText() {
    let hostile = "</script><b>\" onclick='x' & \u{1B}[31m\u{202E}"
    let document = Document([
      .heading(level: 1, [.text(hostile)]), .paragraph([.code(hostile), .math(.name(hostile))]),
      .code([hostile]), .remark(label: hostile, [.text(hostile)]),
      .definitions(title: hostile, [Definition(hostile, [.text(hostile)])]),
      .table(Table(header: [hostile], rows: [[.text(hostile)]])),
    ])
    let page = HTMLFormat.text(document, TextStyle(width: 80))
    #expect(!page.contains("</script>"))
    #expect(!page.contains("<b>\""))
    #expect(!page.contains("\u{1B}"))
    #expect(!page.contains("\u{202E}"))
    #expect(page.contains("&lt;/script&gt;&lt;b&gt;&quot; onclick='x' &amp; \u{FFFD}[31m\u{FFFD}"))
  }

  @Test("a question holds its answer and what is said of each mistake, in one line")
  func question() throws {
    let question = QuestionData(
      expected: .numbers(QuestionData.Numbers(Samples.w, slack: [0.5])),
      mistakes: [
        [QuestionData.Mistake(QuestionData.Numbers(Samples.dW), "not \"this\" & </form>\n")]
      ])
    let setter = MathSetter(
      markup: MathML(), numbers: TextStyle(width: 80).numbers, labels: .init())
    let html = HTMLQuestion(question, HTMLBlocks(setter: setter)).html
    let line = try #require(html.split(separator: "\n").first)
    #expect(line.hasPrefix("<form data-question=\"{&quot;kind&quot;: &quot;numbers&quot;,"))
    #expect(line.contains("&quot;numbers&quot;: [1, 0, -1, 2, 1, 1],&quot;slack&quot;: [0.5]"))
    #expect(line.contains("[2.5, -2, -1, 1.5, -0.5, 1.5]"))
    #expect(line.contains(#"not \&quot;this\&quot; &amp; &lt;/form&gt;\n"#))
    #expect(line.hasSuffix("hidden>"))
    #expect(!html.contains("\u{FFFD}"))
  }
}
