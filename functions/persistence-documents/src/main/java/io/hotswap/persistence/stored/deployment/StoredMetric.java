package io.hotswap.persistence.stored.deployment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hotswap.domain.verdict.statistics.Metric;
import java.util.Optional;

/// A metric; `metric` is the discriminator.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "metric")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StoredMetric.ErrorRate.class, name = "ErrorRate"),
  @JsonSubTypes.Type(value = StoredMetric.Latency.class, name = "Latency"),
  @JsonSubTypes.Type(value = StoredMetric.Recorded.class, name = "Recorded")
})
sealed interface StoredMetric {
  Metric toDomain();

  static StoredMetric of(Metric value) {
    return switch (value) {
      case Metric.ErrorRate it -> ErrorRate.of(it);
      case Metric.Latency it -> Latency.of(it);
      case Metric.Recorded it -> Recorded.of(it);
    };
  }

  record ErrorRate() implements StoredMetric {
    static ErrorRate of(Metric.ErrorRate it) {
      return new ErrorRate();
    }

    @Override
    public Metric.ErrorRate toDomain() {
      return new Metric.ErrorRate();
    }
  }

  record Latency() implements StoredMetric {
    static Latency of(Metric.Latency it) {
      return new Latency();
    }

    @Override
    public Metric.Latency toDomain() {
      return new Metric.Latency();
    }
  }

  record Recorded(String name, boolean lowerIsBetter, Optional<String> unit)
      implements StoredMetric {
    static Recorded of(Metric.Recorded it) {
      return new Recorded(it.name(), it.lowerIsBetter(), it.unit());
    }

    @Override
    public Metric.Recorded toDomain() {
      return new Metric.Recorded(name, lowerIsBetter, unit);
    }
  }
}
