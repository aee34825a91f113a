package io.hotswap.agent.host;

import static io.hotswap.agent.socket.Wire.Nothing.NOTHING;
import static java.util.stream.Collectors.toMap;

import io.hotswap.agent.socket.Questions;
import io.hotswap.agent.socket.Wire;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingFeed;
import io.hotswap.domain.routing.RoutingPointer;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustFeed;
import io.hotswap.domain.trust.VersionSignature;
import io.hotswap.persistence.disk.RoutingObject;
import io.hotswap.persistence.disk.TrustJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a host follows of routing and trust.
public record SocketRouting(AgentConnection agent) implements RoutingFeed, TrustFeed {
  @Override
  public long changeCount(Environment environment) {
    return agent.ask(Questions.CHANGE_COUNT, NOTHING).count();
  }

  @Override
  public List<RoutingPointer> pointers(Environment environment) {
    return agent.ask(Questions.POINTERS, NOTHING).pointers().stream()
        .map(it -> new RoutingPointer(it.plugin(), it.name(), it.generation(), it.document()))
        .toList();
  }

  @Override
  public RoutingDocument document(RoutingPointer it) {
    var pointer = new Wire.Pointer(it.pluginId(), it.pluginName(), it.generation(), it.document());
    var json = agent.ask(Questions.ROUTING_DOCUMENT, pointer).text().orElseThrow();
    return RoutingObject.read(it.document(), json);
  }

  @Override
  public Map<PluginId, Instant> healthCheckRequests(Environment environment) {
    return agent.ask(Questions.HEALTH_CHECK_REQUESTS, NOTHING).at().entrySet().stream()
        .collect(toMap(it -> PluginId.parse(it.getKey()), Map.Entry::getValue));
  }

  @Override
  public Optional<TrustDocument> otherThan(long generation) {
    return agent
        .ask(Questions.TRUST, new Wire.Count(generation))
        .text()
        .map(it -> TrustJson.document("the agent's trust", it));
  }

  @Override
  public Optional<VersionSignature> signature(Digest binary) {
    return agent
        .ask(Questions.SIGNATURE, new Wire.Digested(binary))
        .text()
        .map(it -> TrustJson.signature("the signature of " + binary, it));
  }
}
