package io.hotswap.persistence.golden;

import static io.hotswap.persistence.golden.DeploymentExamples.AT;
import static io.hotswap.persistence.golden.DeploymentExamples.CURRENT;
import static io.hotswap.persistence.golden.DeploymentExamples.PLUGIN;
import static io.hotswap.persistence.golden.ReportExamples.IN;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.lifecycle.DeprecationDates;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.telemetry.TenantUsage;
import io.hotswap.domain.telemetry.UsageMinute;
import io.hotswap.domain.tenant.AccessDefault;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.PluginAccess;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.TenantQuota;
import io.hotswap.domain.tenant.bulk.BulkJob;
import io.hotswap.domain.tenant.bulk.BulkLine;
import io.hotswap.domain.tenant.bulk.BulkLine.WantedPin;
import io.hotswap.domain.tenant.directory.RegisteredTenant;
import io.hotswap.domain.tenant.directory.RegisteredTenant.Contact;
import io.hotswap.domain.tenant.secret.SealedSecret;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.domain.tenant.secret.SecretReference;
import io.hotswap.domain.tenant.secret.SecretReference.Replaced;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Settings with everything, and with as little as there can be.
final class TenantExamples {
  static final TenantUsage USED = new TenantUsage(9_000_000_000L, 3, 8, 61_250, 9_000_000_000L);
  static final UsageMinute USAGE =
      new UsageMinute(
          IN, PLUGIN, "n1", "n1-1", AT.truncatedTo(ChronoUnit.MINUTES), Map.of("acme", USED));

  static final TenantDefaults DEFAULTS =
      new TenantDefaults(AccessDefault.Closed, Optional.of(new Quota(600, 20)));

  static final BulkJob JOB =
      new BulkJob(
          new UUID(9, 9),
          IN,
          PLUGIN,
          "contract",
          true,
          Origin.system("golden", "r", "t"),
          2,
          0,
          0,
          0,
          AT,
          Optional.empty());
  static final List<BulkLine> LINES =
      List.of(
          new BulkLine(
              "acme",
              Optional.of(true),
              Optional.of(new WantedPin("1.0.0", Optional.of(AT))),
              false,
              Optional.of(new Quota(5, 2, Optional.of(4_096))),
              false,
              Optional.of(PluginAccess.Refused),
              false),
          new BulkLine(
              "umbrella",
              Optional.empty(),
              Optional.empty(),
              true,
              Optional.empty(),
              true,
              Optional.empty(),
              true));

  private TenantExamples() {}

  static List<TenantPlugin> all() {
    var pin = new Pin(CURRENT, "their till", AT, Optional.of(AT.plusSeconds(86_400)));
    var ceiling =
        new Quota(600, 8, Optional.of(8_388_608), Optional.of(30), Optional.of(9_000_000_000L));
    var quota = new TenantQuota(Optional.of(ceiling), Optional.of(new Quota(100, 9)));
    return List.of(
        new TenantPlugin(
            id("acme"),
            Optional.of(PluginAccess.Granted),
            true,
            Optional.of(pin),
            quota,
            9_000_000_000L,
            1,
            AT),
        TenantPlugin.unset(id("umbrella")).withEnabled(false).written(AT),
        TenantPlugin.unset(id(TenantPluginId.EVERY_TENANT))
            .withDeprecated(
                Map.of("1.1.0", new DeprecationDates(AT, Optional.of(AT.plusSeconds(86_400)))))
            .written(AT));
  }

  /// The one that the settings of the first example name.
  static TenantConfiguration configuration() {
    var id = new TenantConfiguration.Id(id("acme"), 9_000_000_000L);
    var arn = Optional.of("arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme-AbCdEf");
    var replaced = new Replaced(7, arn, AT.plusSeconds(3600));
    var secrets =
        Map.of(
            "apiKey",
            new SecretReference(9_000_000_000L, AT, Optional.empty(), Optional.of(replaced)),
            "token",
            new SecretReference(8, AT, arn, Optional.empty()));
    return new TenantConfiguration(
        id, "{\"fees\":{\"basisPoints\":290},\"name\":\"größer\"}", secrets, AT);
  }

  static SealedSecret secret() {
    var id = new SecretId(IN, "acme", PLUGIN, "apiKey", 9_000_000_000L);
    return new SealedSecret(id, "c2VhbGVk");
  }

  static RegisteredTenant registered() {
    return new RegisteredTenant(
        "acme", "Acme", List.of(new Contact("Ada", "ada@example.com")), AT, AT.plusSeconds(1), 1);
  }

  private static TenantPluginId id(String tenant) {
    return new TenantPluginId(IN, PLUGIN, tenant);
  }
}
