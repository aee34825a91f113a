package io.hotswap.runtime.scope;

import io.hotswap.runtime.plugin.PluginCallResult.NotAnswered;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.runtime.pluginlog.FormattedLog;
import io.hotswap.spi.Call;
import io.hotswap.spi.Metrics;
import io.hotswap.spi.PluginCallFailed.Reason;
import io.hotswap.spi.PluginContext;
import io.hotswap.spi.PluginRequest;
import io.hotswap.spi.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The context that the node gives to one running version.
///
/// @param temporary created on the plugin's first use
public record VersionContext(
    String name,
    String version,
    Path temporary,
    FormattedLog log,
    Metrics metrics,
    PluginCalls calls)
    implements PluginContext {
  private static final Duration TRANSIT = Duration.ofSeconds(1);

  /// The part that every plugin of this node shares.
  public static VersionContext of(PluginContext context) {
    if (context instanceof VersionContext versionContext) {
      return versionContext;
    }
    throw new IllegalArgumentException("Not lent by this node: " + context);
  }

  @Override
  public Path temporaryDirectory() {
    try {
      return Files.createDirectories(temporary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Reply call(Call within, PluginRequest request) {
    Objects.requireNonNull(within, "within");
    var answering = calls.begin(within, Objects.requireNonNull(request, "request"));
    if (answering.isDone()) {
      return answering.join().reply();
    }
    try {
      // Whatever answers ends it at the deadline; the pause lets that come first.
      long millis = within.remaining().plus(TRANSIT).toMillis();
      return answering.get(millis, TimeUnit.MILLISECONDS).reply();
    } catch (TimeoutException late) {
      answering.cancel(true);
      return NotAnswered.of(Reason.TIMED_OUT, request.plugin() + " did not reply in time").reply();
    } catch (InterruptedException late) {
      answering.cancel(true);
      Thread.currentThread().interrupt();
      return NotAnswered.of(Reason.TIMED_OUT, "interrupted before " + request.plugin() + " replied")
          .reply();
    } catch (ExecutionException fault) {
      throw new IllegalStateException("the node failed at calling " + request.plugin(), fault);
    }
  }
}
