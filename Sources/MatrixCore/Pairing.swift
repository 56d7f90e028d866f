/// An operation on two numbers, which tensors apply entry by entry.
package enum Pairing: Sendable { case add, subtract, multiply, divide, maximum, minimum }
