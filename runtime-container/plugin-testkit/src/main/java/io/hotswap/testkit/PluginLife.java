package io.hotswap.testkit;

import io.hotswap.archive.manifest.Manifest;
import io.hotswap.spi.CallRejected;
import io.hotswap.spi.Health;
import io.hotswap.spi.Plugin;
import io.hotswap.spi.PluginCallFailed;
import io.hotswap.spi.PluginCallFailed.Reason;
import io.hotswap.spi.Reply;
import io.hotswap.testkit.LifecycleStep.Outcome;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Load, start, health, calls, stop, unload.
final class PluginLife {
  static final String UNKNOWN = "no-such-operation";

  private final Manifest manifest;
  private final List<Path> classPath;
  private final Path directory;
  private final List<TestCall> calls;
  private final TestPlugins plugins;
  private final StepTimeouts stepTimeouts;
  private final List<CheckFinding> findings = new ArrayList<>();
  private final List<CallResult> results = new ArrayList<>();
  private List<String> entries = List.of();

  /// @param calls requested calls, beside those that are made of every plugin
  PluginLife(
      Manifest manifest,
      List<Path> classPath,
      Path directory,
      List<TestCall> calls,
      TestPlugins plugins,
      StepTimeouts stepTimeouts) {
    this.manifest = manifest;
    this.calls = calls;
    this.classPath = classPath;
    this.directory = directory;
    this.plugins = plugins.permitted(manifest.permissions().calls());
    this.stepTimeouts = stepTimeouts;
  }

  ContractReport live() throws IOException {
    try {
      var leftovers = new Leftovers(stepTimeouts);
      var loader = untilStopped();
      findings.add(leftovers.threads());
      findings.add(leftovers.collected(loader));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      findings.add(CheckFinding.bad("testkit", "interrupted before the end"));
    }
    return new ContractReport(manifest, findings, results);
  }

  /// In a method of its own, so that no local variable holds the plugin when its loader is to be
  /// collected.
  private WeakReference<ClassLoader> untilStopped() throws IOException, InterruptedException {
    try (var loader = new PluginLoader(classPath)) {
      entries = loader.entries();
      var plugin =
          step(
              loader,
              "load",
              stepTimeouts.start(),
              () -> instance(loader),
              _ -> CheckFinding.good("load", manifest.entryPoint()));
      if (plugin != null) {
        run(loader, plugin);
      }
      return new WeakReference<>(loader);
    }
  }

  private Plugin instance(ClassLoader loader) throws Exception {
    return Class.forName(manifest.entryPoint(), true, loader)
        .asSubclass(Plugin.class)
        .getConstructor()
        .newInstance();
  }

  private void run(PluginLoader loader, Plugin plugin) throws IOException, InterruptedException {
    var context =
        new TestContext(
            manifest.name(),
            manifest.version(),
            Files.createDirectory(directory.resolve("tmp")),
            plugins);
    var started =
        step(
            loader,
            "start",
            stepTimeouts.start(),
            () -> done(() -> plugin.start(context)),
            _ -> CheckFinding.good("start", ""));
    if (started != null) {
      step(loader, "health", stepTimeouts.health(), plugin::health, PluginLife::healthy);
      step(
          loader,
          "configured",
          stepTimeouts.health(),
          () -> done(() -> plugin.configured(TestCall.TENANT, TestConfiguration.EMPTY)),
          _ -> CheckFinding.good("configured", ""));
      call(loader, plugin, "unknown operation", UNKNOWN);
      for (var operation : manifest.operations()) {
        call(loader, plugin, "operation " + operation.name(), operation.name());
      }
      for (var testCall : calls) {
        answer(loader, plugin, testCall);
      }
    }
    step(
        loader,
        "stop",
        stepTimeouts.stop(),
        () -> done(plugin::stop),
        _ -> CheckFinding.good("stop", ""));
  }

  private static CheckFinding healthy(Health health) {
    return health.healthy()
        ? CheckFinding.good("health", "healthy")
        : CheckFinding.bad("health", "unhealthy: " + PluginStatement.shortly(health.reason()));
  }

  /// Calls an operation without a body, which hardly any can handle: the plugin has to reply or to
  /// reject the call.
  private void call(PluginLoader loader, Plugin plugin, String check, String operation)
      throws InterruptedException {
    Callable<Reply> work =
        () -> plugin.handle(TestCall.of(operation, "application/octet-stream", new byte[0]));
    findings.add(
        switch (LifecycleStep.run(loader, stepTimeouts.probe(), work)) {
          case Outcome.Done<Reply>(@Nullable Reply reply) when reply == null ->
              CheckFinding.bad(check, "answered null; return a Reply");
          case Outcome.Done<Reply>(var reply) when operation.equals(UNKNOWN) ->
              CheckFinding.bad(
                  check,
                  "answered "
                      + PluginStatement.shortly(reply.contentType())
                      + "; throw CallRejected.unknownOperation(call)");
          case Outcome.Done<Reply>(var reply) ->
              CheckFinding.good(check, "answered " + PluginStatement.shortly(reply.contentType()));
          case Outcome.Threw<Reply>(CallRejected rejected) ->
              CheckFinding.good(check, "rejected: " + reason(rejected));
          case Outcome.Threw<Reply>(PluginCallFailed absent)
              when absent.reason() == Reason.UNAVAILABLE ->
              CheckFinding.good(
                  check,
                  "called another plugin: "
                      + PluginStatement.shortly(String.valueOf(absent.getMessage())));
          case Outcome.Threw<Reply>(var cause) ->
              CheckFinding.bad(
                  check,
                  ThrowableReport.describe(cause, entries)
                      + " (for an empty body: throw CallRejected when the caller is to blame)");
          case Outcome.TookTooLong<Reply>(var limit) -> tooLong(check, limit);
        });
  }

  private void answer(PluginLoader loader, Plugin plugin, TestCall testCall)
      throws InterruptedException {
    var call = testCall.within(stepTimeouts.call());
    Callable<Reply> work = () -> plugin.handle(call);
    var result =
        switch (LifecycleStep.run(loader, stepTimeouts.call(), work)) {
          case Outcome.Done<Reply>(@Nullable Reply reply) when reply == null ->
              CallResult.without(call, CallResult.FAILED, "answered null; return a Reply");
          case Outcome.Done<Reply>(var reply) -> CallResult.with(call, reply);
          case Outcome.Threw<Reply>(CallRejected rejected) ->
              CallResult.without(call, CallResult.REJECTED, reason(rejected));
          case Outcome.Threw<Reply>(var cause) ->
              CallResult.without(call, CallResult.FAILED, ThrowableReport.describe(cause, entries));
          case Outcome.TookTooLong<Reply>(var limit) ->
              CallResult.without(call, CallResult.TIMED_OUT, tooLong("", limit).detail());
        };
    results.add(result);
    findings.add(result.finding());
  }

  private static String reason(CallRejected rejected) {
    var where = rejected.pointer().isEmpty() ? "" : rejected.pointer() + ": ";
    return PluginStatement.shortly(where + rejected.getMessage());
  }

  private <T> @Nullable T step(
      ClassLoader loader,
      String check,
      Duration limit,
      Callable<T> work,
      Function<T, CheckFinding> judge)
      throws InterruptedException {
    switch (LifecycleStep.run(loader, limit, work)) {
      case Outcome.Done<T>(var value) when value != null -> {
        findings.add(judge.apply(value));
        return value;
      }
      case Outcome.Done<T> _ -> findings.add(CheckFinding.bad(check, "answered null"));
      case Outcome.Threw<T>(var cause) ->
          findings.add(CheckFinding.bad(check, ThrowableReport.describe(cause, entries)));
      case Outcome.TookTooLong<T>(var time) -> findings.add(tooLong(check, time));
    }
    return null;
  }

  private static CheckFinding tooLong(String check, Duration limit) {
    return CheckFinding.bad(check, "did not return within " + limit.toSeconds() + " s");
  }

  private interface Work {
    void run() throws Exception;
  }

  private static Boolean done(Work work) throws Exception {
    work.run();
    return true;
  }
}
