package io.hotswap.domain.check;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.text.BoundedText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Lets through to deployments only versions whose checks have all passed.
public final class CheckGate {
  private static final int MOST_TOLD = 32;

  private CheckGate() {}

  /// @param checks of the version; empty when it was registered before there were checks
  /// @return why it cannot be deployed; empty when it can
  public static Optional<Refusal> refusal(
      String plugin, String version, Optional<VersionChecks> checks) {
    return switch (checks.map(VersionChecks::state).orElse(CheckState.Pending)) {
      case Passed, Warned -> Optional.empty();
      case Pending -> Optional.of(pending(plugin, version, checks));
      case Failed -> Optional.of(failed(plugin, version, checks.orElseThrow()));
    };
  }

  private static Refusal pending(String plugin, String version, Optional<VersionChecks> checks) {
    var what =
        checks
            .map(it -> it.pending().stream().map(Enum::name).collect(Collectors.joining(", ")))
            .orElse("they have not begun");
    var why =
        checks.stream()
            .flatMap(it -> it.checks().stream())
            .flatMap(it -> it.delayed().stream())
            .map(it -> " " + it)
            .collect(Collectors.joining());
    return Refusal.of(
        ErrorCode.CHECKS_PENDING,
        "Checks of %s %s are Pending: %s.%s Try again when they have ended."
            .formatted(plugin, version, what, why));
  }

  private static Refusal failed(String plugin, String version, VersionChecks checks) {
    var failed = checks.checks().stream().filter(it -> it.state() == CheckState.Failed).toList();
    List<FieldError> errors =
        failed.stream()
            .flatMap(check -> check.findings().stream().map(it -> error(check.name(), it)))
            .limit(MOST_TOLD)
            .toList();
    var names = failed.stream().map(it -> it.name().name()).collect(Collectors.joining(", "));
    return new Refusal(
        ErrorCode.CHECKS_FAILED,
        "%s %s has failed its checks: %s.".formatted(plugin, version, names),
        errors);
  }

  private static FieldError error(CheckName check, VersionFinding finding) {
    return new FieldError(
        "#archive",
        BoundedText.name(
            "a version that passes the check %s; in %s: %s"
                .formatted(check, finding.where(), finding.detail())),
        BoundedText.name(finding.fix()));
  }
}
