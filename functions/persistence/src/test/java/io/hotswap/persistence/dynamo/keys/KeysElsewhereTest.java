package io.hotswap.persistence.dynamo.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseId;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantPluginId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Claims and the template's roles name keys too; they are those that the functions use. */
class KeysElsewhereTest {
  private static final Path PYTHON = Path.of("../../localstack/launcher/keys.py");
  private static final Pattern CONSTANT = Pattern.compile("(?m)^([A-Z]+) = \"(.+) / (.+)\"$");
  private static final List<Path> TEMPLATES =
      List.of(Path.of("../../template.yaml"), Path.of("../../environment.yaml"));
  private static final Pattern LEADING_KEYS = Pattern.compile("LeadingKeys: \\[(.+)]");
  private static final Pattern KIND = Pattern.compile("'([A-Z]+#)[^']*\\*'");
  private static final UUID ID = new UUID(1, 2);
  private static final PluginId PLUGIN = PluginId.of("markdown");
  private static final ReleaseId RELEASE =
      ReleaseId.of(PLUGIN, "1.0.0", Digest.over("code"), Optional.empty());

  @Test
  void claims_use_the_keys_of_the_functions() throws IOException {
    var deployment = new DeploymentId(ID);
    var expected =
        Map.of(
            "OPEN", DeploymentKeys.OPEN,
            "DEPLOYMENT", DeploymentKeys.deployment(deployment),
            "APPROVAL", DeploymentKeys.approval(ID),
            "SLOT", DeploymentKeys.slot(PLUGIN, Environment.QA),
            "POINTER", RoutingKeys.pointer(PLUGIN, Environment.QA),
            "SIGNATURE", RoutingKeys.signature(Digest.over("code")),
            "LEASE", NodeKeys.lease(Environment.QA, "node-1"),
            "SETTINGS", TenantKeys.settings(new TenantPluginId(Environment.QA, PLUGIN, "acme")),
            "COUNTER", TenantKeys.counter(Environment.QA, 3),
            "TENANT", NodeKeys.tenant(Environment.QA, PLUGIN, "acme"));
    assertEquals(new TreeMap<>(expected), inPython());
  }

  /// The watch writes statuses only; nodes write what is not a status, read each other's leases
  /// only, and tenants' settings, configurations and secrets with their changes; deployments read
  /// settings and configurations only, and what ends pins the contacts too.
  @Test
  void the_templates_grant_the_partitions_that_there_are() {
    var granted =
        TEMPLATES.stream()
            .flatMap(it -> LEADING_KEYS.matcher(text(it)).results())
            .flatMap(it -> KIND.matcher(it.group(1)).results())
            .map(it -> it.group(1))
            .collect(Collectors.toSet());
    var environment = Environment.QA;
    var partitions =
        Stream.of(
                NodeKeys.statuses(environment),
                NodeKeys.leases(environment),
                NodeKeys.usage(environment, PLUGIN, "acme"),
                NodeKeys.acknowledgements(environment, PLUGIN),
                NodeKeys.health(environment, PLUGIN),
                NodeKeys.unloads(environment, PLUGIN),
                NodeKeys.failures(environment, PLUGIN),
                NodeKeys.callStats(environment, PLUGIN, "1.0.0"),
                TenantKeys.ofPlugin(environment, PLUGIN),
                TenantKeys.configuration(
                        new TenantConfiguration.Id(
                            new TenantPluginId(environment, PLUGIN, "acme"), 1))
                    .pk(),
                TenantKeys.defaults(environment, PLUGIN),
                TenantKeys.shard(environment, 3),
                RegisteredTenantKeys.tenant("acme").pk(),
                TenantKeys.ofTenant(environment, "acme"),
                TenantKeys.counts(environment, PLUGIN),
                SecretKeys.ofTenant(environment, "acme"),
                SecretUseKeys.hour(Instant.EPOCH, 0),
                BulkKeys.job(ID).pk(),
                ErasureKeys.erasure(ID).pk(),
                NodeKeys.tenants(environment, PLUGIN),
                RequestKeys.refused(Instant.EPOCH),
                DeploymentKeys.release(RELEASE).pk(),
                PluginKeys.partition(PLUGIN),
                PluginKeys.neededPartition("tax-rules"))
            .map(it -> it.substring(0, it.indexOf('#') + 1))
            .collect(Collectors.toSet());
    assertEquals(partitions, granted);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Key> inPython() throws IOException {
    Map<String, Key> keys = new TreeMap<>();
    CONSTANT
        .matcher(Files.readString(PYTHON))
        .results()
        .forEach(
            it -> keys.put(it.group(1), new Key(formatted(it.group(2)), formatted(it.group(3)))));
    return keys;
  }

  private static String formatted(String pattern) {
    return pattern
        .replace("{id}", ID.toString())
        .replace("{plugin}", PLUGIN.toString())
        .replace("{digest}", Digest.over("code").hex())
        .replace("{environment}", "QA")
        .replace("{node}", "node-1")
        .replace("{shard}", "3")
        .replace("{tenant}", "acme");
  }
}
