package io.hotswap.testkit;

import io.hotswap.spi.Reply;
import java.util.Optional;

/// The result of a call that the author requested.
///
/// @param outcome `replied`, `rejected`, `failed` or `timed out`
/// @param detail why there is no reply; empty where there is one
public record CallResult(TestCall call, String outcome, String detail, Optional<Reply> reply) {
  static final String REPLIED = "replied";
  static final String REJECTED = "rejected";
  static final String FAILED = "failed";
  static final String TIMED_OUT = "timed out";

  /// Whether the plugin kept its contract: it may reject a call.
  public boolean holds() {
    return outcome.equals(REPLIED) || outcome.equals(REJECTED);
  }

  static CallResult with(TestCall call, Reply reply) {
    var length = reply.body().length;
    return length <= StatedLimits.BODY
        ? new CallResult(call, REPLIED, "", Optional.of(reply))
        : without(
            call,
            FAILED,
            "replied " + length + " bytes; nodes hand on at most " + StatedLimits.BODY);
  }

  static CallResult without(TestCall call, String outcome, String why) {
    return new CallResult(call, outcome, why, Optional.empty());
  }

  CheckFinding finding() {
    var check = "call " + call.operation();
    return new CheckFinding(
        check, holds(), reply.map(CallResult::summary).orElse(outcome + ": " + detail));
  }

  private static String summary(Reply reply) {
    return REPLIED
        + " "
        + reply.body().length
        + " bytes of "
        + PluginStatement.shortly(reply.contentType());
  }
}
