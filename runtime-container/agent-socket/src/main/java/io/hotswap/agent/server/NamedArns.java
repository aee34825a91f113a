package io.hotswap.agent.server;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.secret.SecretReference;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The secrets of Secrets Manager that tenants' configurations name: a host gets those alone.
/// Learnt from what hosts are answered, and read for a tenant when a host is older than its agent.
final class NamedArns {
  private static final int MOST = 50_000;
  private static final long PAUSE = Duration.ofMillis(100).toNanos();

  private final Environment environment;
  private final AgentPorts.Followed followed;
  private final RoutedHere routedHere;
  private final Set<Named> named =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Named, Boolean> eldest) {
                  return size() > MOST;
                }
              }));
  private long readAt = System.nanoTime() - PAUSE;

  private record Named(String tenant, String arn) {}

  NamedArns(Environment environment, AgentPorts.Followed followed, RoutedHere routedHere) {
    this.environment = environment;
    this.followed = followed;
    this.routedHere = routedHere;
  }

  void learn(Collection<TenantConfiguration> configurations) {
    for (var it : configurations) {
      it.secrets().values().stream()
          .flatMap(NamedArns::arns)
          .forEach(arn -> named.add(new Named(it.id().settings().tenant(), arn)));
    }
  }

  private static Stream<String> arns(SecretReference it) {
    return Stream.concat(
        it.arn().stream(), it.replaced().flatMap(SecretReference.Replaced::arn).stream());
  }

  void check(String tenant, String arn) {
    var wanted = new Named(tenant, arn);
    if (!named.contains(wanted)) {
      read(tenant);
    }
    if (!named.contains(wanted)) {
      throw new Refused("No configuration of that tenant names that secret.");
    }
  }

  // A host must not make the agent read without end.
  private synchronized void read(String tenant) {
    long now = System.nanoTime();
    if (now - readAt < PAUSE) {
      return;
    }
    readAt = now;
    var ids =
        routedHere.plugins().stream()
            .flatMap(it -> followed.tenants().ofPlugin(environment, it).stream())
            .filter(it -> it.id().tenant().equals(tenant) && it.configuration() > 0)
            .map(NamedArns::configuration)
            .toList();
    learn(followed.configurations().find(ids));
  }

  private static TenantConfiguration.Id configuration(TenantPlugin it) {
    return new TenantConfiguration.Id(it.id(), it.configuration());
  }
}
