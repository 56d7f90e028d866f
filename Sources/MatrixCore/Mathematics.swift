// The only file that calls C's math library.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A function of one number that is computed in floating point.
package enum FloatingFunction: Sendable {
  case exp, log, sqrt, sin, cos, tanh, erf, log1p, expm1

  package func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .exp: Mathematics.exp(x)
    case .log: Mathematics.log(x)
    case .sqrt: x.squareRoot()
    case .sin: Mathematics.sin(x)
    case .cos: Mathematics.cos(x)
    case .tanh: Mathematics.tanh(x)
    case .erf: Mathematics.erf(x)
    case .log1p: Mathematics.log1p(x)
    case .expm1: Mathematics.expm1(x)
    }
  }
}

enum Mathematics {
  #if canImport(Darwin)
    static func exp(_ x: Double) -> Double { Darwin.exp(x) }
    static func log(_ x: Double) -> Double { Darwin.log(x) }
    static func sin(_ x: Double) -> Double { Darwin.sin(x) }
    static func cos(_ x: Double) -> Double { Darwin.cos(x) }
    static func tanh(_ x: Double) -> Double { Darwin.tanh(x) }
    static func erf(_ x: Double) -> Double { Darwin.erf(x) }
    static func log1p(_ x: Double) -> Double { Darwin.log1p(x) }
    static func expm1(_ x: Double) -> Double { Darwin.expm1(x) }
    static func pow(_ x: Double, _ y: Double) -> Double { Darwin.pow(x, y) }
  #elseif canImport(Glibc)
    static func exp(_ x: Double) -> Double { Glibc.exp(x) }
    static func log(_ x: Double) -> Double { Glibc.log(x) }
    static func sin(_ x: Double) -> Double { Glibc.sin(x) }
    static func cos(_ x: Double) -> Double { Glibc.cos(x) }
    static func tanh(_ x: Double) -> Double { Glibc.tanh(x) }
    static func erf(_ x: Double) -> Double { Glibc.erf(x) }
    static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
    static func expm1(_ x: Double) -> Double { Glibc.expm1(x) }
    static func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }
  #elseif canImport(Musl)
    static func exp(_ x: Double) -> Double { Musl.exp(x) }
    static func log(_ x: Double) -> Double { Musl.log(x) }
    static func sin(_ x: Double) -> Double { Musl.sin(x) }
    static func cos(_ x: Double) -> Double { Musl.cos(x) }
    static func tanh(_ x: Double) -> Double { Musl.tanh(x) }
    static func erf(_ x: Double) -> Double { Musl.erf(x) }
    static func log1p(_ x: Double) -> Double { Musl.log1p(x) }
    static func expm1(_ x: Double) -> Double { Musl.expm1(x) }
    static func pow(_ x: Double, _ y: Double) -> Double { Musl.pow(x, y) }
  #endif

  /// The power; a square is one multiplication, which is many times faster.
  static func power(_ x: Double, _ exponent: Double) -> Double {
    exponent == 2 ? x * x : pow(x, exponent)
  }
}
