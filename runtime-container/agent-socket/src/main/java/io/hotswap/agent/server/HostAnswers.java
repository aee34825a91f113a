package io.hotswap.agent.server;

import io.hotswap.agent.socket.Questions;
import io.hotswap.agent.socket.Wire;
import io.hotswap.agent.socket.Wire.Nothing;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.routing.RoutingPointer;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginFeed;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.secret.ManagedSecretValues.Managed;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.persistence.disk.DefaultsDocument;
import io.hotswap.persistence.disk.RoutingObject;
import io.hotswap.persistence.disk.TrustJson;
import io.hotswap.persistence.stored.report.StoredLease;
import io.hotswap.persistence.stored.tenant.StoredTenantConfiguration;
import io.hotswap.persistence.stored.tenant.StoredTenantPlugin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a host asks of routing, trust, tenants and leases, for the agent's own environment.
final class HostAnswers {
  private final AgentIdentity identity;
  private final Environment environment;
  private final AgentPorts ports;
  private final RoutedHere routedHere;
  private final NamedArns namedArns;
  private final SharedFiles files;

  HostAnswers(AgentIdentity identity, AgentPorts ports, Path folder, BinaryAdmission admission) {
    this.identity = identity;
    this.environment = identity.environment();
    this.ports = ports;
    this.routedHere = new RoutedHere(environment, ports.followed());
    this.namedArns = new NamedArns(environment, ports.followed(), routedHere);
    this.files =
        new SharedFiles(folder, ports.stored().binaries(), routedHere, admission, environment);
  }

  Answers all() {
    var answers = new Answers();
    routing(answers);
    tenants(answers);
    stored(answers);
    leases(answers);
    new ReportAnswers(identity, ports.sinks(), routedHere).addTo(answers);
    return answers;
  }

  private void routing(Answers answers) {
    var feed = ports.followed().routing();
    answers.on(Questions.CHANGE_COUNT, it -> new Wire.Count(feed.changeCount(environment)));
    answers.on(Questions.POINTERS, it -> pointers());
    answers.on(Questions.ROUTING_DOCUMENT, this::document);
    answers.on(
        Questions.HEALTH_CHECK_REQUESTS,
        it ->
            new Wire.Moments(
                feed.healthCheckRequests(environment).entrySet().stream()
                    .collect(Collectors.toMap(e -> e.getKey().toString(), Map.Entry::getValue))));
    answers.on(
        Questions.TRUST,
        it -> text(ports.followed().trust().otherThan(it.count()).map(TrustJson::of)));
    answers.on(
        Questions.SIGNATURE,
        it -> text(ports.followed().trust().signature(it.digest()).map(TrustJson::of)));
  }

  private Wire.Pointers pointers() {
    var pointers = ports.followed().routing().pointers(environment);
    routedHere.learn(pointers);
    return new Wire.Pointers(
        pointers.stream()
            .map(
                it ->
                    new Wire.Pointer(
                        it.pluginId(), it.pluginName(), it.generation(), it.document()))
            .toList());
  }

  /// A pointer of the host's own making could name any object of the bucket.
  private Wire.Text document(Wire.Pointer it) {
    var pointer = new RoutingPointer(it.plugin(), it.name(), it.generation(), it.document());
    routedHere.check(pointer);
    var document = ports.followed().routing().document(pointer);
    routedHere.learn(document);
    return text(Optional.of(RoutingObject.of(document).json()));
  }

  private void tenants(Answers answers) {
    var feed = ports.followed().tenants();
    answers.on(
        Questions.TENANT_CHANGE_COUNTS, it -> new Wire.Counts(feed.changeCounts(environment)));
    answers.on(
        Questions.TENANT_DEFAULTS,
        it -> text(feed.defaults(environment).map(DefaultsDocument::write)));
    answers.on(
        Questions.TENANT_CHANGES,
        it ->
            switch (feed.changes(environment, it.shard(), it.after())) {
              case TenantPluginFeed.Changes.Known(var changed, var count) ->
                  new Wire.Changed(settings(changed), Optional.of(count));
              case TenantPluginFeed.Changes.TooOld() ->
                  new Wire.Changed(List.of(), Optional.empty());
            });
    answers.on(
        Questions.TENANT_SETTINGS,
        it -> new Wire.Settings(settings(feed.ofPlugin(environment, it.plugin()))));
    answers.on(
        Questions.CONFIGURATIONS,
        it -> configurations(it.names().stream().map(this::configuration).toList()));
  }

  private Wire.Configurations configurations(List<TenantConfiguration.Id> ids) {
    var found = ports.followed().configurations().find(ids);
    namedArns.learn(found);
    return new Wire.Configurations(found.stream().map(StoredTenantConfiguration::of).toList());
  }

  private List<StoredTenantPlugin> settings(List<TenantPlugin> settings) {
    routedHere.learnPins(settings);
    return settings.stream().map(StoredTenantPlugin::of).toList();
  }

  private TenantConfiguration.Id configuration(Wire.ConfigurationName it) {
    routedHere.check(it.plugin());
    return new TenantConfiguration.Id(
        new TenantPluginId(environment, it.plugin(), it.tenant()), it.version());
  }

  private void stored(Answers answers) {
    var stored = ports.stored();
    answers.on(Questions.BINARY, it -> text(Optional.of(files.binary(it.digest()).toString())));
    answers.on(Questions.LIBRARY, it -> text(Optional.of(files.library(it.digest()).toString())));
    answers.on(
        Questions.DEFAULT_CONFIGURATION,
        it ->
            text(
                stored
                    .defaults()
                    .find(environment, served(it.plugin()), ReleaseKey.parse(it.release()))));
    answers.on(
        Questions.STORED_SECRET,
        it ->
            text(
                stored
                    .secrets()
                    .read(
                        new SecretId(
                            environment,
                            it.tenant(),
                            served(it.plugin()),
                            it.field(),
                            it.version()))));
    answers.on(
        Questions.MANAGED_SECRET,
        it -> {
          namedArns.check(it.tenant(), it.arn());
          var value = stored.managed().read(it.arn(), it.tenant());
          return new Wire.ManagedValue(
              value.map(Managed::current), value.flatMap(Managed::previous));
        });
  }

  private PluginId served(PluginId pluginId) {
    routedHere.check(pluginId);
    return pluginId;
  }

  private void leases(Answers answers) {
    answers.on(
        Questions.HEARTBEAT,
        it -> {
          ports.nodes().heartbeat(own(it));
          return Nothing.NOTHING;
        });
    answers.on(
        Questions.LEAVE,
        it -> {
          ports.nodes().leave(own(it));
          return Nothing.NOTHING;
        });
    answers.on(
        Questions.ACKNOWLEDGE,
        it -> {
          identity.check(it.environment(), it.nodeId());
          routedHere.check(it.pluginId());
          ports.nodes().acknowledge(it.toDomain());
          return Nothing.NOTHING;
        });
    answers.on(
        Questions.LEASES,
        it ->
            new Wire.Leases(
                ports.nodes().leases(environment).stream().map(StoredLease::of).toList()));
  }

  private Lease own(StoredLease it) {
    identity.check(it.environment(), it.nodeId());
    return it.toDomain();
  }

  private static Wire.Text text(Optional<String> text) {
    return new Wire.Text(text);
  }
}
