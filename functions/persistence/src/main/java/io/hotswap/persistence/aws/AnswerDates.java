package io.hotswap.persistence.aws;

import io.hotswap.domain.node.ControlPlaneClock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.interceptor.Context.AfterTransmission;
import software.amazon.awssdk.core.interceptor.Context.BeforeTransmission;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Adjusts a clock by the `Date` of every response, refusals included: a node whose clock is far
/// off is refused at first.
public final class AnswerDates implements ExecutionInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerDates.class);
  private static final ExecutionAttribute<Long> SENT = new ExecutionAttribute<>("HotSwapSent");

  private final ControlPlaneClock clock;

  public AnswerDates(ControlPlaneClock clock) {
    this.clock = clock;
  }

  @Override
  public void beforeTransmission(BeforeTransmission context, ExecutionAttributes attributes) {
    attributes.putAttribute(SENT, clock.monotonicMillis());
  }

  @Override
  public void afterTransmission(AfterTransmission context, ExecutionAttributes attributes) {
    var sent = attributes.getAttribute(SENT);
    var date = context.httpResponse().firstMatchingHeader("Date");
    if (sent != null && date.isPresent()) {
      adjustClock(date.get(), sent);
    }
  }

  // A proxy may send anything.
  private void adjustClock(String date, long sent) {
    try {
      clock.adjust(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from), sent);
    } catch (DateTimeException noDate) {
      LOG.debug("An answer has no date: {}", date, noDate);
    }
  }
}
