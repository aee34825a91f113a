package io.hotswap.testkit;

import io.hotswap.archive.Manifest;
import io.hotswap.spi.CallRejected;
import io.hotswap.spi.Health;
import io.hotswap.spi.Plugin;
import io.hotswap.spi.Reply;
import io.hotswap.testkit.Step.Outcome;
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
  private final Patience patience;
  private final List<Finding> findings = new ArrayList<>();
  private final List<CallResult> results = new ArrayList<>();
  private List<String> entries = List.of();

  /// @param calls to make beside those that are made of every plugin
  PluginLife(
      Manifest manifest,
      List<Path> classPath,
      Path directory,
      List<TestCall> calls,
      Patience patience) {
    this.manifest = manifest;
    this.calls = calls;
    this.classPath = classPath;
    this.directory = directory;
    this.patience = patience;
  }

  ContractReport live() throws IOException {
    try {
      var remains = new Remains(patience);
      var loader = untilStopped();
      findings.add(remains.threads());
      findings.add(remains.collected(loader));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      findings.add(Finding.bad("testkit", "interrupted before the end"));
    }
    return new ContractReport(manifest, findings, results);
  }

  /// In a method of its own, so that no local variable keeps the plugin when its loader is to be
  /// collected.
  private WeakReference<ClassLoader> untilStopped() throws IOException, InterruptedException {
    try (var loader = new PluginLoader(classPath)) {
      entries = loader.entries();
      var plugin =
          step(
              loader,
              "load",
              patience.start(),
              () -> instance(loader),
              _ -> Finding.good("load", manifest.entryPoint()));
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
            manifest.name(), manifest.version(), Files.createDirectory(directory.resolve("tmp")));
    var started =
        step(
            loader,
            "start",
            patience.start(),
            () -> done(() -> plugin.start(context)),
            _ -> Finding.good("start", ""));
    if (started != null) {
      step(loader, "health", patience.health(), plugin::health, PluginLife::healthy);
      call(loader, plugin, "unknown operation", UNKNOWN);
      for (var operation : manifest.operations()) {
        call(loader, plugin, "operation " + operation.name(), operation.name());
      }
      for (var asked : calls) {
        answer(loader, plugin, asked);
      }
    }
    step(loader, "stop", patience.stop(), () -> done(plugin::stop), _ -> Finding.good("stop", ""));
  }

  private static Finding healthy(Health health) {
    return health.healthy()
        ? Finding.good("health", "healthy")
        : Finding.bad("health", "unhealthy: " + Said.shortly(health.reason()));
  }

  /// Sends a request that hardly any operation can take: without a body. It has to answer or to
  /// blame the caller.
  private void call(PluginLoader loader, Plugin plugin, String check, String operation)
      throws InterruptedException {
    Callable<Reply> work =
        () -> plugin.handle(TestCall.of(operation, "application/octet-stream", new byte[0]));
    findings.add(
        switch (Step.run(loader, patience.probe(), work)) {
          case Outcome.Done<Reply>(@Nullable Reply reply) when reply == null ->
              Finding.bad(check, "answered null; return a Reply");
          case Outcome.Done<Reply>(var reply) when operation.equals(UNKNOWN) ->
              Finding.bad(
                  check,
                  "answered "
                      + Said.shortly(reply.contentType())
                      + "; throw CallRejected.unknownOperation(call)");
          case Outcome.Done<Reply>(var reply) ->
              Finding.good(check, "answered " + Said.shortly(reply.contentType()));
          case Outcome.Threw<Reply>(CallRejected rejected) ->
              Finding.good(check, "rejected: " + reason(rejected));
          case Outcome.Threw<Reply>(var cause) ->
              Finding.bad(
                  check,
                  ThrowableReport.told(cause, entries)
                      + " (for an empty body: throw CallRejected when the caller is to blame)");
          case Outcome.TookTooLong<Reply>(var limit) -> tooLong(check, limit);
        });
  }

  private void answer(PluginLoader loader, Plugin plugin, TestCall asked)
      throws InterruptedException {
    var call = asked.within(patience.call());
    Callable<Reply> work = () -> plugin.handle(call);
    var result =
        switch (Step.run(loader, patience.call(), work)) {
          case Outcome.Done<Reply>(@Nullable Reply reply) when reply == null ->
              CallResult.without(call, CallResult.FAILED, "answered null; return a Reply");
          case Outcome.Done<Reply>(var reply) -> CallResult.with(call, reply);
          case Outcome.Threw<Reply>(CallRejected rejected) ->
              CallResult.without(call, CallResult.REJECTED, reason(rejected));
          case Outcome.Threw<Reply>(var cause) ->
              CallResult.without(call, CallResult.FAILED, ThrowableReport.told(cause, entries));
          case Outcome.TookTooLong<Reply>(var limit) ->
              CallResult.without(call, CallResult.TIMED_OUT, tooLong("", limit).detail());
        };
    results.add(result);
    findings.add(result.finding());
  }

  private static String reason(CallRejected rejected) {
    var where = rejected.pointer().isEmpty() ? "" : rejected.pointer() + ": ";
    return Said.shortly(where + rejected.getMessage());
  }

  private <T> @Nullable T step(
      ClassLoader loader,
      String check,
      Duration limit,
      Callable<T> work,
      Function<T, Finding> judge)
      throws InterruptedException {
    switch (Step.run(loader, limit, work)) {
      case Outcome.Done<T>(var value) when value != null -> {
        findings.add(judge.apply(value));
        return value;
      }
      case Outcome.Done<T> _ -> findings.add(Finding.bad(check, "answered null"));
      case Outcome.Threw<T>(var cause) ->
          findings.add(Finding.bad(check, ThrowableReport.told(cause, entries)));
      case Outcome.TookTooLong<T>(var time) -> findings.add(tooLong(check, time));
    }
    return null;
  }

  private static Finding tooLong(String check, Duration limit) {
    return Finding.bad(check, "did not return within " + limit.toSeconds() + " s");
  }

  private interface Work {
    void run() throws Exception;
  }

  private static Boolean done(Work work) throws Exception {
    work.run();
    return true;
  }
}
