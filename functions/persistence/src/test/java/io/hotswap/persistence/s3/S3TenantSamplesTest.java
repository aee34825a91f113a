package io.hotswap.persistence.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantStats;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class S3TenantSamplesTest {
  private static final PluginId PLUGIN = PluginId.of("tested");
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private static Tables tables;
  private static S3TenantSamples samples;

  @BeforeAll
  static void stage() {
    tables = new Tables(LocalEngine.shared().freshStage().environment());
    samples = new S3TenantSamples(Aws.s3(), tables);
  }

  @Test
  void it_lies_where_the_bucket_forgets_evidence() {
    samples.record(sample("d7#a/b", "n1", "i1", 1));
    var keys =
        Aws.s3()
            .listObjectsV2(it -> it.bucket(tables.bucket()).prefix("evidence/Development/"))
            .contents()
            .stream()
            .map(it -> it.key())
            .collect(Collectors.toSet());
    assertEquals(
        true, keys.contains("evidence/Development/" + PLUGIN + "/d7.a_b/n1-i1.json.gz"), "" + keys);
  }

  private static TenantSample sample(String window, String node, String incarnation, long calls) {
    var acme = new TenantStats(calls, 1, calls * 7.25, Map.of("fee_minor_units", 130.5));
    return new TenantSample(
        Environment.Development,
        PLUGIN,
        window,
        node,
        incarnation,
        NOW,
        Map.of("1.0.0", Map.of("acme", acme), "1.1.0", Map.of("umbrella", acme.plus(acme))),
        Map.of("acme", acme));
  }
}
