package io.hotswap.signature;

/// One way to get past the verification.
///
/// @param flaw that has to be found
public record Cheat(String name, byte[] signature, String plugin, Trust trust, Flaw flaw) {
  @Override
  public String toString() {
    return name;
  }
}
