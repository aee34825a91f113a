package io.hotswap.balancer;

import io.undertow.client.UndertowClient;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.proxy.ExclusivityChecker;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.util.AttachmentKey;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Chooses among the nodes that get calls and answer those of the plugin: in turn, unless a warm
/// one is preferred.
final class PreferringWarm extends LoadBalancingProxyClient {
  private static final AttachmentKey<URI> GIVEN_TO = AttachmentKey.create(URI.class);
  private static final ExclusivityChecker NONE_IS_EXCLUSIVE = exchange -> false;

  private final WarmNodes warm;

  PreferringWarm(WarmNodes warm) {
    super(UndertowClient.getInstance(), NONE_IS_EXCLUSIVE, new Choice(warm));
    this.warm = warm;
  }

  private record Choice(WarmNodes warm, AtomicInteger turn) implements HostSelector {
    Choice(WarmNodes warm) {
      this(warm, new AtomicInteger());
    }

    @Override
    @SuppressWarnings("removal") // abstract all the same
    public int selectHost(Host[] hosts) {
      return Math.floorMod(turn.getAndIncrement(), hosts.length);
    }

    @Override
    public int selectHost(Host[] hosts, HttpServerExchange exchange) {
      var nodes = Arrays.stream(hosts).map(Host::getUri).toList();
      var path = exchange.getRequestPath();
      var answering = warm.answering(path, nodes);
      var next = answering.get(Math.floorMod(turn.getAndIncrement(), answering.size()));
      return nodes.indexOf(warm.preferred(path, answering).orElse(next));
    }
  }

  @Override
  protected @Nullable Host selectHost(HttpServerExchange exchange) {
    var chosen = super.selectHost(exchange);
    if (chosen != null) {
      count(exchange, chosen.getUri());
    }
    return chosen;
  }

  // A call that is tried again is another node's.
  private void count(HttpServerExchange exchange, URI node) {
    var before = exchange.getAttachment(GIVEN_TO);
    if (before == null) {
      exchange.addExchangeCompleteListener(
          (done, next) -> {
            warm.ended(done.getAttachment(GIVEN_TO));
            next.proceed();
          });
    } else {
      warm.ended(before);
    }
    exchange.putAttachment(GIVEN_TO, node);
    warm.began(node);
  }
}
