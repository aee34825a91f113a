package io.hotswap.persistence.failure;

/// Others wrote the same item first in every attempt. Nothing was written, and later it may be.
public final class Contention extends RuntimeException {
  public Contention(String message) {
    super(message);
  }
}
