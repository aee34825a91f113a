package io.hotswap.approvals;

import io.hotswap.domain.approval.Approval;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.serialization.Json;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;

/// Schedules one invocation at an approval's expiry. The invocation compares times itself, so it
/// may come early, late or twice.
final class Schedules {
  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("'at('uuuu-MM-dd'T'HH:mm:ss')'").withZone(ZoneOffset.UTC);

  private final SchedulerClient scheduler;
  private final ScheduleConfig config;

  Schedules(SchedulerClient scheduler, ScheduleConfig config) {
    this.scheduler = scheduler;
    this.config = config;
  }

  /// Only the function that the machine invokes creates schedules.
  static SchedulerClient client() {
    return SchedulerClient.builder().httpClient(Aws.http()).build();
  }

  /// @param function ARN of the function to call
  void expire(Approval approval, String function) {
    var call = Map.of("step", "ExpireApproval", "approvalId", approval.id().toString());
    try {
      scheduler.createSchedule(
          it ->
              it.name("expire-" + approval.id())
                  .groupName(config.group())
                  .scheduleExpression(AT.format(approval.expiresAt().plus(1, ChronoUnit.SECONDS)))
                  .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                  .actionAfterCompletion(ActionAfterCompletion.DELETE)
                  .target(
                      target ->
                          target.arn(function).roleArn(config.role()).input(Json.write(call))));
    } catch (ConflictException e) {
      LOG.info("{} expires by a schedule already", approval.id(), e);
    }
  }
}
