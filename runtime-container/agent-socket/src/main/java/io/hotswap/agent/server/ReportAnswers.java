package io.hotswap.agent.server;

import io.hotswap.agent.socket.Question;
import io.hotswap.agent.socket.Questions;
import io.hotswap.agent.socket.Wire;
import io.hotswap.agent.socket.Wire.Nothing;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.secret.SecretId;
import java.util.function.Consumer;
import java.util.function.Function;

/// Passes on what a host reports of its own node's plugins, and nothing else.
final class ReportAnswers {
  private final AgentIdentity identity;
  private final AgentPorts.Sinks sinks;
  private final RoutedHere routedHere;

  /// Whom and what a report speaks of.
  private record Subject(Environment environment, String node, PluginId plugin) {}

  ReportAnswers(AgentIdentity identity, AgentPorts.Sinks sinks, RoutedHere routedHere) {
    this.identity = identity;
    this.sinks = sinks;
    this.routedHere = routedHere;
  }

  void addTo(Answers answers) {
    take(
        answers,
        Questions.CALL_STATS,
        it -> new Subject(it.environment(), it.nodeId(), it.pluginId()),
        it -> sinks.callStats().record(it.toDomain()));
    take(
        answers,
        Questions.USAGE,
        it -> new Subject(it.environment(), it.nodeId(), it.pluginId()),
        it -> sinks.usages().record(it.toDomain()));
    take(
        answers,
        Questions.TENANTS,
        it -> new Subject(identity.environment(), identity.nodeId(), it.plugin()),
        it -> sinks.tenants().record(identity.environment(), it.plugin(), it.tenants(), it.at()));
    take(
        answers,
        Questions.SECRET_USE,
        it -> new Subject(identity.environment(), it.node(), it.secret().plugin()),
        this::secretUsed);
    take(
        answers,
        Questions.TENANT_SAMPLE,
        it -> new Subject(it.environment(), it.nodeId(), it.pluginId()),
        it -> sinks.samples().record(it.toDomain()));
    take(
        answers,
        Questions.HEALTH,
        it -> new Subject(it.environment(), it.nodeId(), it.pluginId()),
        it -> sinks.health().report(it.toDomain()));
    take(
        answers,
        Questions.UNLOAD,
        it -> new Subject(it.environment(), it.nodeId(), it.pluginId()),
        it -> sinks.unloads().report(it.toDomain()));
    take(
        answers,
        Questions.FAILURES,
        it -> new Subject(it.environment(), it.nodeId(), it.pluginId()),
        it -> sinks.failures().report(it.toDomain()));
    take(
        answers,
        Questions.ANOMALY,
        it -> new Subject(it.environment(), it.nodeId(), it.pluginId()),
        it -> sinks.anomalies().report(it.toDomain()));
  }

  private <Q> void take(
      Answers answers, Question<Q, Nothing> question, Function<Q, Subject> of, Consumer<Q> sink) {
    answers.on(
        question,
        it -> {
          var subject = of.apply(it);
          identity.check(subject.environment(), subject.node());
          routedHere.check(subject.plugin());
          sink.accept(it);
          return Nothing.NOTHING;
        });
  }

  private void secretUsed(Wire.SecretUsed it) {
    var secret = it.secret();
    var id =
        new SecretId(
            identity.environment(),
            secret.tenant(),
            secret.plugin(),
            secret.field(),
            secret.version());
    sinks.secretUses().record(id, it.node(), it.incarnation(), it.minute(), it.uses());
  }
}
