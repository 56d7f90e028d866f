import Backprop
import Documents
import Formats
import Lessons
import MatrixCore
import Testing
import Typography

/// Rules of the course beyond those for any lesson.
struct CourseRulesTests {
  /// The lessons in order, and whether each may have two axes of equal size, which hide a forgotten
  /// transpose. (The Jacobian in the lesson on softmax
  /// is square by nature, and so is the matrix from state to state in the one on recurrent networks;
  /// the one on squared errors shows an N × N that NumPy makes of two vectors.)
  static let course: [(id: String, mayHaveEqualAxes: Bool)] = [
    ("affine-batch", true), ("bias-broadcast", false), ("one-over-n", false),
    ("minibatch-delta", false), ("conventions", true), ("square-trap", true),
    ("mean-of-products", false), ("mse-variants", true), ("relu-gate", false),
    ("sigmoid-tanh", false), ("finite-difference", true), ("softmax", true),
    ("softmax-cross-entropy", false), ("two-layer", false), ("recursion", false),
    ("fan-out", false), ("graph", false), ("mazur-2-2-2", true), ("batchnorm", false),
    ("layernorm", false), ("dropout", false), ("convolution", true), ("attention", true),
    ("sgd-to-adam", true), ("images-to-classes", false),
    ("rnn", true), ("multi-head", true), ("accumulation", false), ("decay-and-clip", true),
    ("whole-network", true),
  ]

  /// Lessons in which every number is a fraction.
  static let exact = [
    "affine-batch", "bias-broadcast", "one-over-n", "minibatch-delta", "conventions", "square-trap",
    "mean-of-products", "mse-variants", "relu-gate", "dropout", "convolution",
  ]

  @Test("the course has these lessons, in this order")
  func order() throws {
    let lessons = try Course.ids.map { (id: $0, order: try Course.lesson($0).front.order ?? 0) }
    #expect(lessons.sorted { $0.order < $1.order }.map(\.id) == Self.course.map(\.id))
  }

  @Test("axes of one size are only where they must be", arguments: course)
  func equalAxes(_ id: String, _ mayHaveEqualAxes: Bool) throws {
    let lesson = try Course.lesson(id)
    #expect(mayHaveEqualAxes || !lesson.front.allow.contains("equal-axes"))
  }

  @Test("an exact lesson has no approximate number before its check", arguments: exact)
  func exactness(_ id: String) throws {
    let run = try Course.run(id)
    for network in run.networks {
      for value in network.values {
        #expect(network.tensor(value.node)?.isExact == true, "\(network.name).\(value.name)")
        #expect(network.gradient(of: value)?.isExact ?? true, "\(network.name).d\(value.name)")
      }
    }
    let document = LessonDocument(run)
    for page in 0..<document.count {
      if document.name(of: page).id.contains("check.") { return }
      let lines = TextFormat.lines(
        document.document(page, detail: .full, numbers: NumberStyle()), TextStyle())
      #expect(!lines.contains { $0.contains("≈") }, "\(document.name(of: page).id)")
    }
  }

  @Test("a heading stands first on its page", arguments: Course.ids)
  func headings(_ id: String) throws {
    let document = LessonDocument(try Course.run(id))
    for page in 1..<document.count {
      let blocks = document.document(page, detail: .normal, numbers: NumberStyle()).blocks
      let heading = blocks.lastIndex { if case .heading = $0 { true } else { false } }
      // The first block is the step's header.
      #expect(heading ?? 1 == 1, "\(document.name(of: page).id)")
    }
  }

  @Test("the graph of each network can be drawn at 80 columns", arguments: Course.ids)
  func graphs(_ id: String) throws {
    // A network of data alone has nothing to draw.
    for network in try Course.run(id).networks
    where network.values.contains(where: { $0.formula != nil }) {
      for spelling in [Spelling.unicode, .ascii] {
        let style = TextStyle(spelling: spelling)
        let lines = TextFormat.lines(Document([.graph(GraphPicture(network))]), style)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 80 })
        // A graph that is only listed in words has no lines.
        let stroke = spelling == .ascii ? "--" : "──"
        #expect(lines.contains { $0.contains(stroke) }, "\(network.name)")
      }
    }
  }
}
