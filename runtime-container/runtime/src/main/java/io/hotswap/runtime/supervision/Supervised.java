package io.hotswap.runtime.supervision;

import java.util.List;

/// Something whose loops have to be watched.
public interface Supervised {
  List<Loop> loops();
}
