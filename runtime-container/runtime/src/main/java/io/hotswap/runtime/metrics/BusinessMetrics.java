package io.hotswap.runtime.metrics;

import io.hotswap.runtime.plugin.MetricName;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.spi.Metrics;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One version's business metrics. The number of names is bounded, so that a plugin cannot fill the
/// node's memory with them.
public final class BusinessMetrics implements Metrics {
  private static final Logger LOG = LoggerFactory.getLogger(BusinessMetrics.class);
  private static final int MOST_NAMES = 100;

  private final Map<String, DistributionDataPoint> known = new ConcurrentHashMap<>();
  private final AtomicBoolean warned = new AtomicBoolean();
  private final Function<String, DistributionDataPoint> series;
  private final ObjDoubleConsumer<String> listener;
  private final String label;

  BusinessMetrics(
      Function<String, DistributionDataPoint> series,
      ObjDoubleConsumer<String> listener,
      String label) {
    this.series = series;
    this.listener = listener;
    this.label = label;
  }

  // A plugin may pass null in spite of the SPI.
  @Override
  public void record(@Nullable String name, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    if (name == null) {
      warnOnce("null");
      return;
    }
    var figure = known.get(name);
    if (figure == null) {
      if (!MetricName.isOne(name) || known.size() >= MOST_NAMES) {
        warnOnce(name);
        return;
      }
      figure = known.computeIfAbsent(name, series);
    }
    figure.observe(value);
    listener.accept(name, value);
  }

  private void warnOnce(String name) {
    if (warned.compareAndSet(false, true)) {
      LOG.warn(
          "{}: dropping its metric '{}' and any like it: a name is 1 to 64 of a-z 0-9 _, beginning"
              + " with a letter, and a version has at most {}",
          label,
          PluginText.NAME.of(name),
          MOST_NAMES);
    }
  }
}
