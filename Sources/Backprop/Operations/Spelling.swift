import MatrixCore

/// How an operation is written in Python: a template in which `{x}` is the operand or the option of
/// that name.
///
/// Options are written as Python has them: axes by their positions in the first operand, shapes by
/// their sizes, `{result}` being the shape of the value. `{x:to}` is an operand under the axes of a
/// shape (an option, or another operand's), with `None` for those that it lacks; `{axes:to}` are
/// positions in that shape. `{z|axis}` has the axis where PyTorch expects the classes. `{axis.size}` is
/// the size of an option's only axis, and `{indices.index}` are indices, which lessons count from 1.
package struct Spelling: Sendable, ExpressibleByStringLiteral {
  package let template: String
  /// The Python functions that the template calls, which a script defines.
  package let functions: [PythonFunction]
  /// The operands that get no gradient when it is differentiated.
  package let fixed: [String]
  /// Whether it is right for these operands and options; nil if it always is.
  package let applies: (@Sendable ([Shape], Options) -> Bool)?

  package init(
    _ template: String, _ functions: [PythonFunction] = [], fixed: [String] = [],
    where applies: (@Sendable ([Shape], Options) -> Bool)? = nil
  ) {
    self.template = template
    self.functions = functions
    self.fixed = fixed
    self.applies = applies
  }

  package init(stringLiteral template: String) { self.init(template) }
}

/// The spellings of an operation in one library; the first that applies is used, and an operation
/// that is composed of others is expanded if none does.
package struct Spellings: Sendable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
  package let all: [Spelling]

  package init(stringLiteral template: String) { all = [Spelling(template)] }
  package init(arrayLiteral spellings: Spelling...) { all = spellings }

  /// The first spelling for these operands, of which those in `differentiable` need gradients.
  package func first(
    for shapes: [Shape], _ options: Options, differentiable: Set<String>
  ) -> Spelling? {
    all.first {
      ($0.applies?(shapes, options) ?? true) && differentiable.isDisjoint(with: $0.fixed)
    }
  }
}

/// A function in Python that spellings call where a library has none.
package struct PythonFunction: Sendable, Hashable {
  /// The source text of one `def`.
  private let source: String

  init(_ source: String) {
    self.source = source
  }

  package var name: String { String(source.dropFirst("def ".count).prefix { $0 != "(" }) }

  /// The lines of its definition.
  package var lines: [String] {
    source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}

/// The conditions of spellings.
extension Spelling {
  /// Whether the option `axis` is one axis.
  @Sendable static func hasOneAxis(_ shapes: [Shape], _ options: Options) -> Bool {
    options.names().count == 1
  }

  /// Whether the two axes of windows are the last, where PyTorch has them beside samples and channels.
  @Sendable static func slidesOverLast(_ shapes: [Shape], _ options: Options) -> Bool {
    3...4 ~= shapes[0].rank && shapes[0].names.suffix(2) == options.names("axes")[...]
  }

  /// Whether all axes but the second are normalised, and the scale and the shift have that one.
  @Sendable static func normalisesChannels(_ shapes: [Shape], _ options: Options) -> Bool {
    guard shapes[0].rank >= 2 else { return false }
    let channel = Shape([shapes[0].axes[1]])
    return shapes[0].removing(options.names()) == channel
      && shapes[1...].allSatisfy { $0 == channel }
  }

  /// Whether the last axes are normalised, and the scale and the shift have these.
  @Sendable static func normalisesLast(_ shapes: [Shape], _ options: Options) -> Bool {
    let last = shapes[0].axes.suffix(options.names().count)
    return Set(last.map(\.name)) == Set(options.names())
      && shapes[1...].allSatisfy { $0.axes == Array(last) }
  }

  /// Whether the scale, the shift and the statistics have the second axis.
  @Sendable static func scalesChannels(_ shapes: [Shape], _ options: Options) -> Bool {
    guard shapes[0].rank >= 2 else { return false }
    return shapes[1...].allSatisfy { $0 == Shape([shapes[0].axes[1]]) }
  }
}

extension Spelling {
  /// Whether the entries are picked along the first axis.
  @Sendable static func picksFirstAxis(_ shapes: [Shape], _ options: Options) -> Bool {
    shapes[0].names.first == options.names().first
  }

  /// Whether neighbouring entries of a window are neighbours.
  @Sendable static func isDense(_ shapes: [Shape], _ options: Options) -> Bool {
    options.integers("dilation").allSatisfy { $0 == 1 }
  }

  /// Whether the axes that one side of a product shares are the last of those that the other has before
  /// its matrices, where Python matches them by position.
  @Sendable static func sharesLastAxes(_ shapes: [Shape], _ options: Options) -> Bool {
    let leading = shapes.map { Array($0.names.dropLast(2)) }.sorted { $0.count < $1.count }
    return leading[1].suffix(leading[0].count) == leading[0][...]
      && shapes.allSatisfy { $0.rank != 1 || shapes.allSatisfy { $0.rank <= 2 } }
  }
}

extension PythonFunction {
  static let erf = PythonFunction(
    """
    def erf(x):
        return np.vectorize(math.erf, otypes=[float])(x)
    """)

  static let firstMax = PythonFunction(
    """
    def first_max(x, axes):
        # 1 at the first of the largest entries along the axes, 0 elsewhere.
        axes = (axes,) if isinstance(axes, int) else axes
        kept = [axis for axis in range(x.ndim) if axis not in axes]
        order = kept + sorted(axes)
        moved = np.transpose(x, order)
        flat = moved.reshape(*moved.shape[:len(kept)], -1)
        marks = np.arange(flat.shape[-1]) == flat.argmax(-1)[..., None]
        return np.transpose(marks.reshape(moved.shape), np.argsort(order)).astype(float)
    """)

  /// The largest entries along several axes in PyTorch, whose `amax` would halve the gradient of a tie.
  static let largest = PythonFunction(
    """
    def largest(x, axes):
        # The gradient goes to the first of the largest entries.
        kept = [axis for axis in range(x.ndim) if axis not in axes]
        return x.permute(*kept, *sorted(axes)).flatten(len(kept)).max(dim=-1).values
    """)

  static let logTimes = PythonFunction(
    """
    def log_t(p, t):
        # t * log p, where 0 log 0 is 0.
        return t * np.log(np.where((t == 0) & (p == 0), 1, p))
    """)

  static let logTimesInTorch = PythonFunction(
    """
    def log_t(p, t):
        # t * log p, where 0 log 0 is 0.
        return t * torch.log(torch.where((t == 0) & (p == 0), 1, p))
    """)

  static let ratio = PythonFunction(
    """
    def ratio(t, p):
        # t / p, where 0 / 0 is 0.
        return t / np.where((t == 0) & (p == 0), 1, p)
    """)

  static let scatterRows = PythonFunction(
    """
    def scatter_rows(x, t, shape, axis):
        # Adds each row of x to the row, along the axis, that its label names.
        sums = np.zeros(shape)
        np.add.at(np.moveaxis(sums, axis, 0), np.asarray(t).astype(int), x)
        return sums
    """)

  static let patches = PythonFunction(
    """
    def patches(x, axes, size, stride, padding, dilation):
        # The windows over two axes: the other axes, the windows row by row, their entries row by row.
        x = np.moveaxis(x, axes, (-2, -1))
        x = np.pad(x, [(0, 0)] * (x.ndim - 2) + [(padding[0],) * 2, (padding[1],) * 2])
        span = [(count - 1) * step + 1 for count, step in zip(size, dilation)]
        windows = np.lib.stride_tricks.sliding_window_view(x, span, axis=(-2, -1))
        windows = windows[..., ::stride[0], ::stride[1], ::dilation[0], ::dilation[1]]
        count = windows.shape[-4] * windows.shape[-3]
        return windows.reshape(*windows.shape[:-4], count, size[0] * size[1])
    """)

  static let overlapAdd = PythonFunction(
    """
    def overlap_add(x, axes, shape, size, stride, padding, dilation):
        # Every entry of a window goes back to its place on the last axes, where overlapping ones add.
        others = shape[:-2]
        height, width = (count + 2 * space for count, space in zip(shape[-2:], padding))
        sums = np.zeros((*others, height, width))
        span = [(count - 1) * step + 1 for count, step in zip(size, dilation)]
        rows = (height - span[0]) // stride[0] + 1
        columns = (width - span[1]) // stride[1] + 1
        x = np.reshape(np.moveaxis(x, axes, (-2, -1)), (*others, rows, columns, *size))
        for row in range(rows):
            for column in range(columns):
                top, left = row * stride[0], column * stride[1]
                place = sums[..., top:top + span[0]:dilation[0], left:left + span[1]:dilation[1]]
                place += x[..., row, column, :, :]
        return sums[..., padding[0]:height - padding[0], padding[1]:width - padding[1]]
    """)

  static let maxUnpool = PythonFunction(
    """
    def max_unpool(x, source, axes, size, stride, dilation):
        # The first largest entry of each window gets the window's gradient.
        pieces = patches(source, axes, size, stride, (0, 0), dilation)
        shares = first_max(pieces, pieces.ndim - 1) * np.reshape(x, (*pieces.shape[:-1], 1))
        moved = np.moveaxis(source, axes, (-2, -1)).shape
        sums = overlap_add(shares, (-2, -1), moved, size, stride, (0, 0), dilation)
        return np.moveaxis(sums, (-2, -1), axes)
    """)

  static let meanUnpool = PythonFunction(
    """
    def mean_unpool(x, source, axes, size, stride, dilation):
        # Each entry of a window gets its share of the window's gradient.
        pieces = patches(source, axes, size, stride, (0, 0), dilation)
        shares = np.reshape(x, (*pieces.shape[:-1], 1)) / pieces.shape[-1]
        shares = np.broadcast_to(shares, pieces.shape)
        moved = np.moveaxis(source, axes, (-2, -1)).shape
        sums = overlap_add(shares, (-2, -1), moved, size, stride, (0, 0), dilation)
        return np.moveaxis(sums, (-2, -1), axes)
    """)

  static let patchesInTorch = PythonFunction(
    """
    def patches(x, axes, size, stride, padding, dilation):
        # The windows over two axes: the other axes, the windows row by row, their entries row by row.
        x = x.movedim(axes, (-2, -1))
        flat = x.reshape(-1, 1, *x.shape[-2:])
        windows = F.unfold(flat, size, dilation=dilation, padding=padding, stride=stride).mT
        return windows.reshape(*x.shape[:-2], *windows.shape[1:])
    """)

  /// Pools two axes, wherever they are.
  static let poolInTorch = PythonFunction(
    """
    def pool(function, x, axes, size, stride, **options):
        # Two-dimensional pooling over the axes, which come last in the result.
        x = x.movedim(axes, (-2, -1))
        pooled = function(x.reshape(-1, 1, *x.shape[-2:]), size, stride, **options)
        return pooled.reshape(*x.shape[:-2], *pooled.shape[-2:])
    """)

  static let overlapAddInTorch = PythonFunction(
    """
    def overlap_add(x, axes, shape, size, stride, padding, dilation):
        # Every entry of a window goes back to its place on the last axes, where overlapping ones add.
        x = x.movedim(axes, (-2, -1))
        flat = x.reshape(-1, *x.shape[-2:]).mT
        sums = F.fold(flat, shape[-2:], size, dilation=dilation, padding=padding, stride=stride)
        return sums.reshape(shape)
    """)

  static let place = PythonFunction(
    """
    def place(x, shape, axis, at):
        # The entries at one index of an axis, 0 at the others.
        result = np.zeros(shape)
        np.moveaxis(result, axis, 0)[at - 1] = x
        return result
    """)

  static let pad = PythonFunction(
    """
    def pad(x, axes, before, after, value):
        # The same value around the entries.
        widths = [(0, 0)] * x.ndim
        for axis, first, last in zip((axes,) if isinstance(axes, int) else axes, before, after):
            widths[axis] = (first, last)
        return np.pad(x, widths, constant_values=value)
    """)

  static let padInTorch = PythonFunction(
    """
    def pad(x, axes, before, after, value):
        # The same value around the entries; PyTorch takes the widths of the last axis first.
        widths = [(0, 0)] * x.ndim
        for axis, first, last in zip((axes,) if isinstance(axes, int) else axes, before, after):
            widths[axis] = (first, last)
        return F.pad(x, [width for pair in reversed(widths) for width in pair], value=float(value))
    """)

  static let crop = PythonFunction(
    """
    def crop(x, axes, before, after):
        # The entries without those at the ends.
        kept = [slice(None)] * x.ndim
        for axis, first, last in zip((axes,) if isinstance(axes, int) else axes, before, after):
            kept[axis] = slice(first, x.shape[axis] - last)
        return x[tuple(kept)]
    """)

  /// PyTorch's own clipping divides by the norm plus 1e-6.
  package static let clipInTorch = PythonFunction(
    """
    def clip_gradients(params, clip):
        # Scales all gradients together where their common norm is above the bound.
        grads = [param.grad for param in params if param.grad is not None]
        norm = torch.sqrt(sum((grad**2).sum() for grad in grads))
        for grad in grads:
            grad.mul_(clip / max(norm, clip))
    """)

  /// PyTorch's own takes one slope for all entries or one for each channel.
  static let preluInTorch = PythonFunction(
    """
    def prelu(x, slope):
        return torch.where(x > 0, x, slope * x)
    """)
}
