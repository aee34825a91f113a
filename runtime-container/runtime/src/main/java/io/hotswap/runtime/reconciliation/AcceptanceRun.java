package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.calling.Calling;
import io.hotswap.runtime.calling.InvocationRequest;
import io.hotswap.runtime.calling.InvocationResult;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.quota.Allowance;
import io.hotswap.runtime.routing.RouteResult;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.spi.Reply;
import io.hotswap.telemetry.LogContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs acceptance cases against a version that does not serve yet: calls it as a client would and
/// compares the replies.
public final class AcceptanceRun {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptanceRun.class);
  private static final String TENANT = "hotswap-acceptance";

  private final Calling calling;

  public AcceptanceRun(Calling calling) {
    this.calling = calling;
  }

  /// Runs the cases on a thread of its own. When that is interrupted, `answer` is never called.
  ///
  /// @param answer takes the first case that failed, as one sentence; empty when all passed
  Thread begin(
      LoadedVersion version,
      RoutingDocument document,
      List<AcceptanceCase> cases,
      Consumer<Optional<String>> answer) {
    return NodeThread.start(
        "accept-" + version.ref().label(), () -> run(version, document, cases, answer));
  }

  private void run(
      LoadedVersion version,
      RoutingDocument document,
      List<AcceptanceCase> cases,
      Consumer<Optional<String>> answer) {
    try (var _ = LogContext.with(version.ref().logFields())) {
      runAndReport(version, document, cases, answer);
    }
  }

  // A method of its own: the catch blocks of the try around it would run without the log context.
  private void runAndReport(
      LoadedVersion version,
      RoutingDocument document,
      List<AcceptanceCase> cases,
      Consumer<Optional<String>> answer) {
    var label = version.ref().label();
    try {
      var objection = firstFailure(version, document, cases);
      objection.ifPresentOrElse(
          LOG::warn, () -> LOG.info("{} passes {} acceptance cases", label, cases.size()));
      answer.accept(objection);
    } catch (InterruptedException e) {
      LOG.info("{} is given up: a newer document does not name it", label, e);
    } catch (RuntimeException | Error e) {
      LOG.error("{}: its acceptance cases cannot be run", label, e);
      answer.accept(Optional.of(label + ": its acceptance cases cannot be run: " + e));
    }
  }

  private Optional<String> firstFailure(
      LoadedVersion version, RoutingDocument document, List<AcceptanceCase> cases)
      throws InterruptedException {
    for (var acceptanceCase : cases) {
      var result = call(version, document, acceptanceCase);
      if (!isAsExpected(result, acceptanceCase)) {
        return Optional.of(
            "%s: acceptance case \"%s\" expected %s, and %s"
                .formatted(
                    version.ref().label(),
                    acceptanceCase.name(),
                    expected(acceptanceCase),
                    actual(result)));
      }
    }
    return Optional.empty();
  }

  private InvocationResult call(
      LoadedVersion version, RoutingDocument document, AcceptanceCase acceptanceCase)
      throws InterruptedException {
    if (!version.has(acceptanceCase.operation())) {
      return new InvocationResult.Rejected(
          "",
          "there is no operation "
              + acceptanceCase.operation()
              + ", only "
              + String.join(", ", version.operations()));
    }
    // Built before the version is entered: a failure here has nothing to leave.
    var body = acceptanceCase.body().getBytes(StandardCharsets.UTF_8);
    var invocationRequest =
        new InvocationRequest(
            acceptanceCase.operation(),
            TENANT,
            acceptanceCase.contentType(),
            body,
            document.traceparent());
    var bundle = version.bundle(0);
    var target =
        RouteResult.Entered.uncounted(
            version,
            document.generation(),
            bundle,
            version.configuration(Optional.empty()),
            Allowance.UNLIMITED);
    var end = new CompletableFuture<InvocationResult>();
    while (!version.enter()) {
      var why = version.quarantined();
      if (why.isPresent()) {
        return new InvocationResult.Rejected("", why.get());
      }
      if (version.isShut()) {
        throw new InterruptedException(version.ref().label() + " is retired");
      }
    }
    calling.begin(invocationRequest, target, end::complete);
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A call ends only with an InvocationResult", e);
    }
  }

  private static boolean isAsExpected(InvocationResult result, AcceptanceCase acceptanceCase) {
    return result instanceof InvocationResult.Replied(Reply reply)
        && acceptanceCase.contains().map(text(reply)::contains).orElse(true);
  }

  private static String expected(AcceptanceCase acceptanceCase) {
    return acceptanceCase
        .contains()
        .map(it -> "a reply that contains " + quoted(it))
        .orElse("a reply");
  }

  private static String actual(InvocationResult result) {
    return switch (result) {
      case InvocationResult.Replied(Reply reply) -> "got " + quoted(text(reply));
      case InvocationResult.Rejected(String pointer, String message) ->
          "the call was rejected: " + quoted(message);
      case InvocationResult.Failed(String thrown) -> "the call threw " + quoted(thrown);
      case InvocationResult.NotBegun(_, String why) -> "the call did not reach it: " + quoted(why);
      case InvocationResult.OverLimit(String why) -> "the call was ended: " + quoted(why);
      case InvocationResult.NodeFault(String fault) ->
          "this node could not carry the call out: " + quoted(fault);
      case InvocationResult.TimedOut() -> "the call did not end in time";
    };
  }

  private static String text(Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private static String quoted(String text) {
    return "\"" + PluginText.NAME.of(text) + "\"";
  }
}
