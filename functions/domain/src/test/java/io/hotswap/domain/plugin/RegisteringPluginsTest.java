package io.hotswap.domain.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.RegisteringPlugins.Delivery;
import io.hotswap.domain.plugin.RegisteringPlugins.Registered;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.trust.BlockedBinary;
import io.hotswap.domain.trust.InMemoryTrust;
import io.hotswap.domain.trust.TrustDocument;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegisteringPluginsTest {
  private static final Origin ORIGIN = new Origin("sub-1", "ada", Set.of(), "r-1", "");
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

  private final InMemoryPlugins plugins = new InMemoryPlugins();
  private final InMemoryBinaries binaries = new InMemoryBinaries();
  private final InMemoryTrust trust = new InMemoryTrust();
  private VersionLimit limit = VersionLimit.NONE;
  private List<SemanticVersion> removable = List.of();

  @Test
  void the_first_version_makes_the_plugin() {
    var registered = done(register("1.0.0", 1));
    assertTrue(registered.added());
    assertEquals(PluginId.of("demo"), registered.version().pluginId());
    assertEquals(1, plugins.plugins.get(PluginId.of("demo")).versions());
    assertEquals(Set.of(digest(1)), binaries.stored);
    assertEquals("registerPlugin", plugins.audit.getFirst().action());
    assertEquals("1.0.0", plugins.audit.getFirst().after().get("version"));
  }

  @Test
  void an_older_version_does_not_become_the_latest() {
    register("2.0.0", 1);
    register("1.5.0", 2);
    var plugin = plugins.plugins.get(PluginId.of("demo"));
    assertEquals("2.0.0", plugin.latestVersion().text());
    assertEquals(2, plugin.versions());
    assertEquals(NOW, plugin.createdAt());
  }

  @Test
  void beyond_the_limit_what_can_be_removed_is_offered_and_no_binary_is_left() {
    limit = new VersionLimit(2, "MaxVersions");
    assertEquals(1, done(register("1.0.0", 1)).left());
    assertEquals(0, done(register("1.1.0", 2)).left());
    var refusal = refused(register("1.2.0", 3));
    assertEquals(ErrorCode.TOO_MANY_VERSIONS, refusal.code());
    assertEquals("demo has 2 versions, and the limit is 2.", refusal.detail());
    assertTrue(refusal.errors().getFirst().fix().contains("parameter MaxVersions"));
    assertEquals(Set.of(digest(1), digest(2)), binaries.stored);
    removable = List.of(new SemanticVersion("1.0.0"));
    var fix = refused(register("1.2.0", 3)).errors().getFirst().fix();
    assertTrue(fix.contains("1.0.0 (DELETE /api/v1/plugins/demo/versions/1.0.0)"), fix);
    assertFalse(done(register("1.1.0", 2)).added());
  }

  @Test
  void the_same_bytes_again_change_nothing() {
    var first = done(register("1.0.0", 1)).version();
    assertEquals(new Registered(first, false, 0), done(register("1.0.0", 1)));
    assertEquals(1, plugins.audit.size());
  }

  @Test
  void other_bytes_are_refused_before_they_are_stored() {
    register("1.0.0", 1);
    assertEquals(ErrorCode.VERSION_EXISTS, refused(register("1.0.0", 2)).code());
    assertEquals(Set.of(digest(1)), binaries.stored);
  }

  @Test
  void who_loses_the_race_for_a_version_leaves_no_binary() {
    plugins.interrupt = () -> register("1.0.0", 1);
    assertEquals(ErrorCode.VERSION_EXISTS, refused(register("1.0.0", 2)).code());
    assertEquals(Set.of(digest(1)), binaries.stored);
  }

  @Test
  void who_loses_the_race_with_the_same_bytes_gets_the_same_version() {
    plugins.interrupt = () -> register("1.0.0", 1);
    assertFalse(done(register("1.0.0", 1)).added());
    assertEquals(Set.of(digest(1)), binaries.stored);
  }

  @Test
  void another_version_registered_meanwhile_is_no_obstacle() {
    plugins.interrupt = () -> register("1.1.0", 1);
    assertTrue(done(register("1.0.0", 2)).added());
    assertEquals(2, plugins.plugins.get(PluginId.of("demo")).versions());
  }

  @Test
  void build_metadata_registered_meanwhile_is_no_other_version() {
    for (var taken : List.of("1.0.0+a", "2.0.0", "3.0.0-rc.1+1")) {
      plugins.interrupt = () -> register(taken, 1);
      var refused = refused(register(taken.split("\\+", 2)[0] + "+b", 2));
      assertEquals(ErrorCode.VERSION_EXISTS, refused.code());
      assertTrue(refused.detail().contains(taken), refused.detail());
    }
    assertEquals(Set.of(digest(1)), binaries.stored);
    assertEquals(3, plugins.versions.size());
  }

  @Test
  void bytes_removed_while_the_version_is_added_are_stored_again() {
    plugins.interrupt =
        () -> {
          var removed = version("1.0.0", 1);
          assertTrue(plugins.beginRemoval(removed, NOW.plusSeconds(31)));
          binaries.delete(digest(1));
          plugins.endRemoval(digest(1), NOW.plusSeconds(31));
        };
    assertTrue(done(register("1.0.0", 1)).added());
    assertEquals(Set.of(digest(1)), binaries.stored);
  }

  private static PluginVersion version(String version, int bytes) {
    return new PluginVersion(
        PluginId.of("demo"),
        "demo",
        new SemanticVersion(version),
        "example",
        "Echoes",
        digest(bytes),
        5,
        PackageFormat.Jar,
        "{}",
        NOW,
        "ada",
        "");
  }

  @Test
  void bytes_with_malware_are_refused_under_any_name_and_not_stored() {
    trust.document = blocked(digest(1));
    assertEquals(ErrorCode.BINARY_BLOCKED, refused(register("1.0.0", 1)).code());
    assertEquals(ErrorCode.BINARY_BLOCKED, refused(register("9.9.9", 1)).code());
    assertEquals(Set.of(), binaries.stored);
    assertTrue(done(register("1.0.0", 2)).added());
  }

  private static TrustDocument blocked(Digest digest) {
    var binary = new BlockedBinary(digest, "other", "3.0.0", "Eicar", NOW);
    return new TrustDocument(1, List.of(), List.of(), List.of(), Map.of(), List.of(binary));
  }

  @Test
  void what_was_announced_must_arrive() {
    var announced = new UploadDeclaration("other", Optional.of("9.0.0"), Optional.of(digest(7)));
    var mismatch = refused(register(announced, "1.0.0", 1));
    assertEquals(ErrorCode.DIGEST_MISMATCH, mismatch.code());
    var named = new UploadDeclaration("other", Optional.of("9.0.0"), Optional.empty());
    var refusal = refused(register(named, "1.0.0", 1));
    assertEquals(ErrorCode.INVALID_PLUGIN, refusal.code());
    assertEquals(
        List.of("/name", "/version"), refusal.errors().stream().map(FieldError::pointer).toList());
    assertEquals(Set.of(), binaries.stored);
  }

  private Result<Registered> register(String version, int bytes) {
    return register(
        new UploadDeclaration("demo", Optional.empty(), Optional.empty()), version, bytes);
  }

  private Result<Registered> register(
      UploadDeclaration uploadDeclaration, String version, int bytes) {
    Archives archives =
        file ->
            Result.done(
                new Archives.Contents(
                    "demo",
                    new SemanticVersion(version),
                    "example",
                    "Echoes",
                    PackageFormat.Jar,
                    "{}"));
    return new RegisteringPlugins(
            plugins,
            binaries,
            archives,
            trust.gate(),
            limit,
            id -> removable,
            InstantSource.fixed(NOW),
            () -> {})
        .register(
            new Delivery(
                uploadDeclaration,
                Path.of("x"),
                digest(bytes),
                5,
                Optional.empty(),
                Optional.empty()),
            ORIGIN);
  }

  static Digest digest(int number) {
    return new Digest("%064x".formatted(number));
  }

  private static Registered done(Result<Registered> result) {
    return ((Result.Done<Registered>) result).value();
  }

  private static Refusal refused(Result<Registered> result) {
    return ((Result.Refused<Registered>) result).refusal();
  }
}
