package io.hotswap.signature;

import java.util.HexFormat;

/// @param algorithm as Java names it, such as `SHA-256`
/// @param value in hexadecimal
public record ContentDigest(String algorithm, String value) {
  public ContentDigest {
    HexFormat.of().parseHex(value);
  }
}
