import Documents
import Typography

/// What a program in Python needs before and after its own lines.
struct PythonPrelude {
  enum Use {
    /// All differences are told in a table at the end, and make the exit status 1.
    case script
    /// Each difference stops the cell.
    case cell
  }

  let program: Program
  let use: Use

  init(_ program: Program, _ use: Use) {
    self.program = program
    self.use = use
  }

  /// The names that it takes.
  var names: [String] {
    ["math", "sys", "np", "torch", "F", "rows", "check", "report", "gradient"]
  }

  /// Imports and functions.
  var opening: [String] {
    imports + check + (program.language == .torch ? gradient : [])
      + program.functions.flatMap { ["", ""] + $0.lines }
  }

  /// The table.
  var closing: [String] { use == .script ? report + ["", "", "report()"] : [] }

  private var imports: [String] {
    let needsMath = program.functions.contains { $0.lines.contains { $0.contains("math.") } }
    let own = (needsMath ? ["import math"] : []) + (use == .script ? ["import sys"] : [])
    let library =
      switch program.language {
      case .numpy: ["import numpy as np"]
      case .torch:
        [
          "import torch", "import torch.nn.functional as F", "",
          "torch.set_default_dtype(torch.float64)",
        ]
      }
    return own + (own.isEmpty ? [] : [""]) + library
  }

  /// Compares shape and numbers; what is not a number agrees with nothing.
  private var check: [String] {
    let arrays: [String]
    let scale: String
    switch program.language {
    case .numpy:
      arrays = [
        "    value = np.asarray(value, dtype=float)",
        "    expected = np.array(expected, dtype=float)",
      ]
      scale = "np.maximum(1, np.maximum(abs(value), abs(expected)))"
    case .torch:
      arrays = [
        "    value = value.detach()",
        "    expected = torch.tensor(expected, dtype=torch.float64)",
      ]
      scale = "torch.maximum(abs(value), abs(expected)).clamp(min=1)"
    }
    let verdict =
      switch use {
      case .script: ["    rows.append((name, tuple(value.shape), largest, holds))"]
      case .cell:
        [
          "    assert holds, f\"{name}: {value} {expected}\"",
          "    print(f\"\(mark(true)) {name} {tuple(value.shape)}\")",
        ]
      }
    return (use == .script ? ["", "rows = []"] : [])
      + ["", "", "def check(name, value, expected, tolerance=1e-12):"] + arrays
      + [
        "    largest, holds = float(\"nan\"), value.shape == expected.shape",
        "    if holds:",
        "        gap = abs(value - expected)",
        "        scale = \(scale)",
        "        largest, holds = float(gap.max()), bool((gap <= tolerance * scale).all())",
      ] + verdict
  }

  private var gradient: [String] {
    [
      "", "", "def gradient(x):",
      "    return torch.zeros_like(x) if x.grad is None else x.grad.clone()",
    ]
  }

  private var report: [String] {
    let head = Program.tableHead
    return [
      "", "", "def report():",
      "    if hasattr(sys.stdout, \"reconfigure\"):",
      "        sys.stdout.reconfigure(encoding=\"utf-8\")",
      "    cells = [(\"\(head.name)\", \"\(head.shape)\", \"\(head.gap)\", \"\")]",
      "    for name, shape, largest, holds in rows:",
      "        mark = \"\(mark(true))\" if holds else \"\(mark(false))\"",
      "        cells.append((name, str(shape), f\"{largest:.1e}\", mark))",
      "    widths = [max(map(len, column)) for column in zip(*cells)]",
      "    for row in cells:",
      "        print(\"  \".join(map(str.ljust, row, widths)).rstrip())",
      "    agrees = all(row[3] for row in rows)",
      "    print(\"\(Program.verdicts.holds)\" if agrees else \"\(Program.verdicts.fails)\")",
      "    sys.exit(0 if agrees else 1)",
    ]
  }

  private func mark(_ holds: Bool) -> String {
    holds ? Glyphs(.unicode).holds : Glyphs(.unicode).fails
  }
}
