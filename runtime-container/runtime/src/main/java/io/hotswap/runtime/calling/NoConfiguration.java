package io.hotswap.runtime.calling;

import io.hotswap.spi.Configuration;
import java.util.Optional;

/// The configuration of a tenant that has none.
public enum NoConfiguration implements Configuration {
  NONE;

  @Override
  public String json() {
    return "{}";
  }

  @Override
  public Optional<String> text(String property) {
    return Optional.empty();
  }
}
