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
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  void the_newest_sample_of_every_process_is_read_back_as_it_was() {
    samples.record(sample("d1#stage/2", "n1", "i1", 10));
    samples.record(sample("d1#stage/2", "n1", "i1", 20));
    samples.record(sample("d1#stage/2", "n1", "i2", 5));
    samples.record(sample("d1#stage/2", "n2", "i1", 7));
    samples.record(sample("d1#stage/20", "n1", "i1", 99));
    assertEquals(
        Set.of(
            sample("d1#stage/2", "n1", "i1", 20),
            sample("d1#stage/2", "n1", "i2", 5),
            sample("d1#stage/2", "n2", "i1", 7)),
        Set.copyOf(samples.of(Environment.Development, PLUGIN, "d1#stage/2")));
    assertEquals(List.of(), samples.of(Environment.QA, PLUGIN, "d1#stage/2"));
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
