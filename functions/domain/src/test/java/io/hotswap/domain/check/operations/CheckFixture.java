package io.hotswap.domain.check.operations;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.NamedCheck;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.notification.InMemoryOutbox;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.RegisteredVersions;
import io.hotswap.domain.trust.BlockingBinaries;
import io.hotswap.domain.trust.InMemoryTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A registered version, a scanner that says what the test wants, and an engine.
final class CheckFixture implements MalwareScanner, CheckExecutions, Binaries {
  static final CheckEngine ENGINE = CheckEngine.of("test");
  static final ScanVerdict CLEAN = new ScanVerdict.Clean(ENGINE);
  static final ScanVerdict DOWN = new ScanVerdict.Pending("The scanner does not answer.");
  private static final Origin ORIGIN = Origin.system("checks", "r1", "");

  final RegisteredVersions registry = new RegisteredVersions();
  final InMemoryTrust trust = new InMemoryTrust();
  final InMemoryOutbox outbox = new InMemoryOutbox();
  final Set<String> running = new HashSet<>();
  final List<String> started = new ArrayList<>();
  Instant now = Instant.parse("2026-11-30T12:00:00Z");
  final PluginVersion version = scannedOnly(registry.add("shop", "1.0.0", Digest.over("jar"), now));
  final InstantSource clock = () -> now;
  ScanVerdict verdict = CLEAN;
  String stored = "jar";
  int fetches;
  boolean reads;
  boolean engineDown;

  /// The other checks have tests of their own.
  private PluginVersion scannedOnly(PluginVersion registered) {
    var one =
        new VersionChecks(
            registered.pluginId(),
            registered.version(),
            registered.digest(),
            List.of(NamedCheck.pending(CheckName.Malware)),
            1,
            now,
            2);
    assertTrue(registry.checked().write(one, Optional.empty()));
    return registered;
  }

  /// Of the libraries that the version pins.
  Optional<ScanVerdict> libraryVerdict = Optional.empty();

  RunningChecks running(VersionCheck... others) {
    return new RunningChecks(
        registry.checked(),
        registry.plugins(),
        this,
        this,
        (version, archive) -> libraryVerdict,
        new InfectedBinaries(new BlockingBinaries(trust, clock), outbox, clock),
        List.of(others),
        clock);
  }

  CheckProgress step(CheckStep step, int run, VersionCheck... others) {
    try {
      var scratch = Files.createTempFile("hotswap-check-", ".bin");
      try {
        var subject = new RunningChecks.Subject(version.pluginId(), version.version(), run);
        return running(others).run(step, subject, scratch, ORIGIN);
      } finally {
        Files.delete(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  VersionChecks checks() {
    return registry.checked().find(version.pluginId(), version.version()).orElseThrow();
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public ScanVerdict scan(Digest digest, Supplier<Path> archive) {
    if (reads) {
      archive.get();
    }
    return verdict;
  }

  @Override
  public boolean start(VersionChecks checks) {
    started.add(checks.version() + " run " + checks.run());
    return !engineDown && running.add(checks.version() + " run " + checks.run());
  }

  @Override
  public boolean running(VersionChecks checks) {
    return running.contains(checks.version() + " run " + checks.run());
  }

  @Override
  public void store(Digest digest, Path file) {
    throw new AssertionError("A check stores nothing");
  }

  @Override
  public void fetch(Digest digest, Path into) {
    fetches++;
    try {
      Files.writeString(into, stored);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(Digest digest) {
    throw new AssertionError("A check deletes nothing");
  }
}
