extension TypedNumbers {
  /// Reads the typed numbers for a value of these sizes.
  ///
  /// A comma separates numbers, and a minus after a space begins one; they are read as a decimal
  /// comma and as a difference if only that gives these sizes.
  static func read(_ text: String, sizes: [Int]) throws(UnreadableReply) -> TypedNumbers {
    let bytes = try ReplyText.plain(String(ReplyText.withoutEndMark(text)))
    var first: TypedNumbers?
    var problem: UnreadableReply?
    for minusIsBinary in [false, true] {
      for commaIsDecimal in [false, true] {
        if commaIsDecimal, !bytes.contains(UInt8(ascii: ",")) { continue }
        // `[1,5]` is a list of two numbers also where one is asked for.
        if commaIsDecimal, sizes.isEmpty, bytes.contains(UInt8(ascii: "[")) { continue }
        var reader = NumbersReader(
          bytes, .init(commaIsDecimal: commaIsDecimal, minusIsBinary: minusIsBinary))
        do throws(UnreadableReply) {
          let typed = try reader.read()
          if typed.fits(sizes) {
            if let unclear = reader.unclear { throw .comma(unclear) }
            return typed
          }
          if !commaIsDecimal { first = first ?? typed }
        } catch {
          if case .comma = error { throw error }
          problem = problem ?? error
        }
      }
    }
    if let first { return first }
    throw problem ?? .noNumber
  }
}
