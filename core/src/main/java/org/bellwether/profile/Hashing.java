package org.bellwether.profile;

/** 64-bit mixing for samples and distinct counts; constants are part of the profile's format. */
final class Hashing {

  static final long SEED = 0x9e3779b97f4a7c15L;

  /** The 64-bit prime of Fowler, Noll and Vo's hash. */
  static final long PRIME = 0x100000001b3L;

  private Hashing() {}

  /**
   * A bijection of 64-bit words whose output looks uniform: the finaliser of SplitMix64 (Steele,
   * Lea and Flood, OOPSLA 2014, doi 10.1145/2660193.2660195). Being a bijection, row ordinals never
   * collide.
   */
  static long mix(long x) {
    long z = x + SEED;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Hash of a number; 0 and -0 are the same value. */
  static long of(double value) {
    return mix(Double.doubleToLongBits(value + 0.0));
  }
}
