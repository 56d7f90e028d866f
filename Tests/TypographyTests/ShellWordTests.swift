import Testing
import Typography

@Suite struct ShellWordTests {
  @Test(
    "a shell reads the word as it is, and never as an option",
    arguments: [
      ("affine-batch", "affine-batch"), ("./a_1/été.md", "./a_1/été.md"), ("-x", "./-x"),
      ("my lesson", "'my lesson'"), ("it's", "'it'\\''s'"), ("$HOME", "'$HOME'"), ("~", "'~'"),
      ("", "''"), ("a\nb", "'a\u{FFFD}b'"), ("\u{1B}[2J", "'\u{FFFD}[2J'"),
    ])
  func word(_ text: String, _ word: String) {
    #expect(text.shellWord == word)
  }
}
