import Documents

/// A program as a script, which ends with 1 if a value differs from the lesson's.
struct PythonScript {
  let program: Program
  let prelude: PythonPrelude
  let writer: PythonWriter

  init(_ program: Program) {
    self.program = program
    prelude = PythonPrelude(program, .script)
    writer = PythonWriter(names: PythonNames(program, reserved: prelude.names))
  }

  func write(to sink: ([UInt8]) -> Void) {
    func write(_ lines: [String]) { sink(Array((lines.joined(separator: "\n") + "\n").utf8)) }
    // The encoding stands before any text of the lesson, which could name another.
    write(["#!/usr/bin/env python3", "# -*- coding: utf-8 -*-", "#"])
    write(head.map(PythonWriter.comment))
    write(prelude.opening)
    for part in program.parts {
      write(heading(part) + [""] + writer.lines(part.lines))
    }
    write(prelude.closing)
  }

  private var head: [String] {
    ["\(program.title) (\(program.id))", ""] + program.introduction
      + writer.naming
  }

  private func heading(_ part: Program.Part) -> [String] {
    part.heading.map { ["", "", PythonWriter.comment($0.frame)] } ?? []
  }
}

extension String {
  /// A heading among comments.
  fileprivate var frame: String { "---- \(self) ----" }
}
