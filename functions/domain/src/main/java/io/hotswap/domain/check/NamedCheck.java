package io.hotswap.domain.check;

import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A check in the record of a version.
///
/// @param engine empty while Pending
/// @param delayed why it is still Pending, where that is known
/// @param endedAt empty while Pending
public record NamedCheck(
    CheckName name,
    CheckState state,
    List<VersionFinding> findings,
    Optional<CheckEngine> engine,
    Optional<String> delayed,
    Optional<Instant> endedAt) {
  public NamedCheck {
    findings = List.copyOf(findings);
    delayed = delayed.map(BoundedText::name);
    if ((state == CheckState.Pending) == endedAt.isPresent()) {
      throw new IllegalArgumentException(name + " is " + state + " and ended at " + endedAt);
    }
  }

  public static NamedCheck pending(CheckName name) {
    return new NamedCheck(
        name, CheckState.Pending, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  NamedCheck with(CheckResult result, Instant now) {
    return switch (result) {
      case CheckResult.Ended(var how, var found, var by) ->
          new NamedCheck(name, how, found, Optional.of(by), Optional.empty(), Optional.of(now));
      case CheckResult.Delayed(var reason) ->
          new NamedCheck(
              name,
              CheckState.Pending,
              List.of(),
              Optional.empty(),
              Optional.of(reason),
              Optional.empty());
    };
  }
}
