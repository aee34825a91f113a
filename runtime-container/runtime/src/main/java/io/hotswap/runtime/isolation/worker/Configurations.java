package io.hotswap.runtime.isolation.worker;

import io.hotswap.archive.configuration.ParsedConfiguration;
import io.hotswap.spi.Configuration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The configurations of the latest calls, so that each is parsed once and not with every call.
final class Configurations {
  private static final int MOST = 256;

  private final Map<String, Configuration> latest =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Configuration> eldest) {
          return size() > MOST;
        }
      };

  synchronized Configuration of(String json) {
    return latest.computeIfAbsent(json, ParsedConfiguration::of);
  }
}
