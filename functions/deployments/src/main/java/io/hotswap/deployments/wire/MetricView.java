package io.hotswap.deployments.wire;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hotswap.domain.verdict.statistics.Metric;
import java.util.Optional;

/// A metric as openapi.yaml describes it; `metric` is the discriminator.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "metric")
@JsonSubTypes({
  @JsonSubTypes.Type(value = MetricView.ErrorRate.class, name = "ErrorRate"),
  @JsonSubTypes.Type(value = MetricView.Latency.class, name = "Latency"),
  @JsonSubTypes.Type(value = MetricView.Recorded.class, name = "Recorded")
})
sealed interface MetricView {
  static MetricView of(Metric value) {
    return switch (value) {
      case Metric.ErrorRate it -> ErrorRate.of(it);
      case Metric.Latency it -> Latency.of(it);
      case Metric.Recorded it -> Recorded.of(it);
    };
  }

  record ErrorRate() implements MetricView {
    static ErrorRate of(Metric.ErrorRate it) {
      return new ErrorRate();
    }
  }

  record Latency() implements MetricView {
    static Latency of(Metric.Latency it) {
      return new Latency();
    }
  }

  record Recorded(String name, boolean lowerIsBetter, Optional<String> unit) implements MetricView {
    static Recorded of(Metric.Recorded it) {
      return new Recorded(it.name(), it.lowerIsBetter(), it.unit());
    }
  }
}
