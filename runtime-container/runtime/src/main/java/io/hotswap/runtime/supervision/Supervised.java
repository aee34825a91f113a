package io.hotswap.runtime.supervision;

import java.util.List;

/// What has loops that somebody has to watch.
public interface Supervised {
  List<Loop> loops();
}
