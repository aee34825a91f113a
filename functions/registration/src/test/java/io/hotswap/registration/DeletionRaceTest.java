package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.domain.plugin.DeletingPlugins;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.plugin.RegisteringPlugins;
import io.hotswap.domain.plugin.RegisteringPlugins.Registered;
import io.hotswap.domain.plugin.UploadDeclaration;
import io.hotswap.domain.plugin.VersionLimit;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.trust.SignatureGate;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.registry.DynamoKnownVersions;
import io.hotswap.persistence.dynamo.registry.DynamoPlugins;
import io.hotswap.persistence.dynamo.registry.DynamoTrustDocuments;
import io.hotswap.persistence.dynamo.registry.DynamoUploads;
import io.hotswap.persistence.dynamo.tenant.DynamoPins;
import io.hotswap.persistence.s3.S3Binaries;
import io.hotswap.signing.CmsArchiveSignatures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody registers the bytes that somebody else is removing: every version has its binary.
class DeletionRaceTest extends RegistrationTest {
  private static final Origin ORIGIN = new Origin("sub-1", "ada", Set.of(), "r-1", "");
  private final Tables tables = new Tables(ENVIRONMENT);
  private final Plugins plugins =
      new DynamoPlugins(DYNAMO, tables, new DynamoUploads(DYNAMO, tables));
  private final Binaries store = new S3Binaries(S3, tables);
  private final CountDownLatch waiting = new CountDownLatch(1);
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final String name = "raced-" + System.nanoTime();
  @TempDir Path directory;
  private byte[] jar = {};
  private Path file = Path.of("");

  @BeforeEach
  void registerFirst() throws Exception {
    jar = plugin(name, "1.0.0");
    file = Files.write(directory.resolve("raced.jar"), jar);
    assertEquals(201, inline(name, jar).status());
  }

  @AfterEach
  void end() {
    executor.shutdownNow();
  }

  @Test
  void registered_just_before_the_bytes_go() throws Exception {
    var race = new Race();
    race.beforeDelete = () -> race.registered = registerBeside();
    assertInstanceOf(Result.Done.class, delete(race));
    assertServed(race);
  }

  @Test
  void registered_just_after_the_bytes_went() throws Exception {
    var race = new Race();
    race.afterDelete = () -> race.registered = registerBeside();
    assertInstanceOf(Result.Done.class, delete(race));
    assertServed(race);
  }

  @Test
  void deleted_between_the_bytes_and_the_record() throws Exception {
    assertInstanceOf(Result.Done.class, delete(new Race()));
    var race = new Race();
    race.afterStore =
        () -> {
          assertInstanceOf(Result.Done.class, register(store));
          assertInstanceOf(Result.Done.class, delete(new Race()));
        };
    assertInstanceOf(Result.Done.class, register(race));
    assertTrue(objects("binaries/").contains("binaries/" + sha256(jar)));
    assertTrue(version().isPresent());
  }

  @Test
  void two_remove_the_same_bytes() {
    var version = version().orElseThrow();
    var digest = version.digest();
    assertInstanceOf(Result.Done.class, delete(new Race()));
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var gone = now.minusSeconds(1);
    var until = now.plusSeconds(60);
    assertTrue(plugins.beginRemoval(version, gone));
    assertTrue(plugins.beginRemoval(version, until), "nobody waits for one that died");
    plugins.endRemoval(digest, gone);
    assertEquals(until, plugins.removals(digest).inProgressUntil());
    assertFalse(plugins.beginRemoval(version, until.plusSeconds(1)));
    assertEquals(until, plugins.removals(digest).inProgressUntil());
    plugins.endRemoval(digest, until);
    assertEquals(Instant.EPOCH, plugins.removals(digest).inProgressUntil());
  }

  private Optional<PluginVersion> version() {
    return plugins.find(PluginId.of(name), new SemanticVersion("1.0.0"));
  }

  private void assertServed(Race race) throws Exception {
    assertInstanceOf(Result.Done.class, race.registered.get(60, TimeUnit.SECONDS));
    assertTrue(version().isPresent());
    assertTrue(objects("binaries/").contains("binaries/" + sha256(jar)), "a version has its bytes");
    assertInstanceOf(Result.Done.class, delete(new Race()));
  }

  private Result<?> delete(Binaries binaries) {
    var tables = new Tables(ENVIRONMENT);
    var pins = new DynamoPins(DYNAMO, tables);
    var known = new DynamoKnownVersions(DYNAMO, tables);
    return new DeletingPlugins(plugins, binaries, pins, known, Clock.systemUTC())
        .delete(PluginId.of(name), ORIGIN);
  }

  /// Goes on when the other registration is done, or waits for us.
  private Future<Result<Registered>> registerBeside() {
    var registered =
        executor.submit(
            () -> {
              var result = register(store);
              waiting.countDown();
              return result;
            });
    try {
      assertTrue(waiting.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return registered;
  }

  private Result<Registered> register(Binaries binaries) {
    return new RegisteringPlugins(
            plugins,
            binaries,
            new ArchiveValidator(),
            new SignatureGate(
                new DynamoTrustDocuments(DYNAMO, S3, new Tables(ENVIRONMENT)),
                new CmsArchiveSignatures()),
            VersionLimit.NONE,
            id -> List.of(),
            Clock.systemUTC(),
            waiting::countDown)
        .register(
            new RegisteringPlugins.Delivery(
                new UploadDeclaration(name, Optional.empty(), Optional.empty()),
                file,
                new Digest(sha256(jar)),
                jar.length,
                Optional.empty(),
                Optional.empty()),
            ORIGIN);
  }

  /// The real store, with others' turns around what it does.
  private final class Race implements Binaries {
    private Runnable beforeDelete = () -> {};
    private Runnable afterDelete = () -> {};
    private Runnable afterStore = () -> {};
    private Future<Result<Registered>> registered = new CompletableFuture<>();

    @Override
    public void store(Digest digest, Path from) {
      store.store(digest, from);
      var others = afterStore;
      afterStore = () -> {};
      others.run();
    }

    @Override
    public void fetch(Digest digest, Path into) {
      store.fetch(digest, into);
    }

    @Override
    public void delete(Digest digest) {
      beforeDelete.run();
      store.delete(digest);
      afterDelete.run();
    }
  }
}
