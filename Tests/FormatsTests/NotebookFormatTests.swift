import Foundation
import Testing

@testable import Formats

@Suite struct NotebookFormatTests {
  @Test("a cell's id is made of letters, digits, `-` and `_`, and no two are the same")
  func ids() {
    var ids = NotebookIDs()
    #expect(ids.id(for: "forward.Y.1") == "forward-Y-1")
    #expect(ids.id(for: "forward-Y.1") == "forward-Y-1-2")
    #expect(ids.id(for: "forward.Y-1") == "forward-Y-1-3")
    #expect(ids.id(for: "backward.dW₂") == "backward-dW-")
    #expect(ids.id(for: "") == "-")
    let long = String(repeating: "x", count: 80)
    #expect(ids.id(for: long) == String(repeating: "x", count: 64))
    #expect(ids.id(for: long) == String(repeating: "x", count: 62) + "-2")
  }

  @Test("pages are cells, each with the lines of its step, and PyTorch is the last")
  func cells() throws {
    let text = try ScriptSamples.write(
      ScriptSamples.text("param w: () = 2\nloss L = w * 3"), NotebookFormat.self)
    let notebook = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let cells = try #require(notebook["cells"] as? [[String: Any]])
    #expect(
      cells.compactMap { $0["id"] as? String } == [
        "title", "setup", "forward-L", "forward-L-code", "forward-L-code-2", "backward-dw",
        "backward-dw-code", "check-gradients", "pytorch",
      ])
    for cell in cells where cell["cell_type"] as? String == "code" {
      #expect((cell["outputs"] as? [Any])?.isEmpty == true && cell["execution_count"] is NSNull)
    }
    #expect(notebook["nbformat"] as? Int == 4 && notebook["nbformat_minor"] as? Int == 5)
    let sources = cells.map { ($0["source"] as? [String])?.joined() ?? "" }
    #expect(sources[6].hasSuffix("# dw = dL * 3  ()\ndw = dL * 3\ncheck(\"dw\", dw, 3)"))
    #expect(sources[8].contains("assert holds"))
  }

  @Test("keys are sorted, and a cell's lines have a line each")
  func layout() throws {
    let text = try ScriptSamples.write(ScriptSamples.text("param w: () = 2"), NotebookFormat.self)
    var open: [[String]] = []
    for line in text.split(separator: "\n") {
      if let key = line.firstMatch(of: #/^ *"(\w+)": /#) {
        open[open.count - 1].append(String(key.1))
      }
      if line.hasSuffix("{") { open.append([]) }
      if line.trimmingCharacters(in: .whitespaces).hasPrefix("}"), let keys = open.popLast() {
        #expect(keys == keys.sorted())
      }
    }
    #expect(text.contains("\n        \"import numpy as np\\n\",\n"))
  }
}
