package io.hotswap.runtime.reconciliation;

import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.loading.VersionUnloader;
import io.hotswap.runtime.supervision.NodeThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Retires a version on a thread of its own: draining may take as long as its longest call.
public final class Retirement {
  private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);

  private Retirement() {}

  public static Thread begin(VersionUnloader retiring, LoadedVersion version, String traceparent) {
    return NodeThread.start(
        "retire-" + version.ref().label(), () -> retire(retiring, version, traceparent));
  }

  private static void retire(VersionUnloader retiring, LoadedVersion version, String traceparent) {
    try {
      retiring.unload(version, traceparent);
    } catch (Exception e) {
      LOG.error("{} could not be unloaded", version.ref().label(), e);
    }
  }
}
