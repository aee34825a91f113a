package io.hotswap.benchmarks.peers;

import io.hotswap.benchmarks.plugins.PluginJar;
import io.hotswap.runtime.calling.InvocationRequest;
import io.hotswap.runtime.calling.InvocationResult;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.routing.RouteResult;
import java.util.concurrent.CompletableFuture;

/// A version on a node, called the whole way: routed, counted, traced, on a thread of its own, with
/// a deadline.
public record HotSwapRunning(HotSwapPeer node, PluginJar jar, LoadedVersion version)
    implements Running {
  @Override
  public byte[] call(byte[] body) throws Exception {
    if (!(node.routeTable().route(jar.name(), "tenant") instanceof RouteResult.Entered target)) {
      throw new IllegalStateException("routed nowhere");
    }
    var end = new CompletableFuture<InvocationResult>();
    var invocationRequest =
        new InvocationRequest("run", "tenant", "application/octet-stream", body, "");
    node.calling().begin(invocationRequest, target, end::complete);
    return switch (end.get()) {
      case InvocationResult.Replied replied -> replied.reply().body();
      case InvocationResult.Failed failed -> throw new IllegalStateException(failed.thrown());
      case InvocationResult other -> throw new IllegalStateException(other.toString());
    };
  }

  @Override
  public boolean examine() throws InterruptedException {
    node.findings().clear();
    node.examining().beginReporting(version);
    return node.findings().take().failures() == 0;
  }

  @Override
  public ClassLoader loader() {
    return version.classLoader();
  }

  @Override
  public void unload() throws Exception {
    node.withdraw(jar);
    node.retiring().unload(version, "");
  }
}
