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

/// One version's business figures. Bounded: a plugin that makes up names without end must not fill
/// the node's memory.
public final class BusinessMetrics implements Metrics {
  private static final Logger LOG = LoggerFactory.getLogger(BusinessMetrics.class);
  private static final int MOST_NAMES = 100;

  private final Map<String, DistributionDataPoint> known = new ConcurrentHashMap<>();
  private final AtomicBoolean complained = new AtomicBoolean();
  private final Function<String, DistributionDataPoint> series;
  private final ObjDoubleConsumer<String> also;
  private final String label;

  BusinessMetrics(
      Function<String, DistributionDataPoint> series,
      ObjDoubleConsumer<String> also,
      String label) {
    this.series = series;
    this.also = also;
    this.label = label;
  }

  // A plugin may come with null all the same.
  @Override
  public void record(@Nullable String name, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    if (name == null) {
      complain("null");
      return;
    }
    var figure = known.get(name);
    if (figure == null) {
      if (!MetricName.isOne(name) || known.size() >= MOST_NAMES) {
        complain(name);
        return;
      }
      figure = known.computeIfAbsent(name, series);
    }
    figure.observe(value);
    also.accept(name, value);
  }

  private void complain(String name) {
    if (complained.compareAndSet(false, true)) {
      LOG.warn(
          "{}: dropping its figure '{}' and any like it: a name is 1 to 64 of a-z 0-9 _, beginning"
              + " with a letter, and a version has at most {}",
          label,
          PluginText.NAME.of(name),
          MOST_NAMES);
    }
  }
}
