package io.hotswap.engine;

import java.io.IOException;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Proxy of a real engine that answers a set number of requests as a busy or failing engine does,
/// and forwards the others.
public final class BusyEngine implements AutoCloseable {
  private final EngineProxy proxy;
  private final Queue<EngineProxy.Reply> says = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();

  public BusyEngine(URI engine) {
    proxy = new EngineProxy(engine, (request, forwarding) -> answer(forwarding));
  }

  public URI endpoint() {
    return proxy.endpoint();
  }

  /// So many times, before anything is let through.
  public BusyEngine says(int times, int status, String body) {
    for (int i = 0; i < times; i++) {
      says.add(EngineProxy.Reply.of(status, body));
    }
    return this;
  }

  public int requests() {
    return requests.get();
  }

  private EngineProxy.Reply answer(EngineProxy.Forwarding forwarding) throws IOException {
    requests.incrementAndGet();
    var said = says.poll();
    return said == null ? forwarding.toTheEngine() : said;
  }

  @Override
  public void close() {
    proxy.close();
  }
}
