package io.hotswap.runtime.testing;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingFeed;
import io.hotswap.domain.routing.RoutingPointer;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustFeed;
import io.hotswap.domain.trust.VersionSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A control plane in memory that can be away. */
public final class InMemoryControlPlane implements RoutingFeed, TrustFeed, Nodes, Binaries {
  public static final Environment ENVIRONMENT = Environment.Development;

  public final Map<Digest, byte[]> stored = new ConcurrentHashMap<>();
  public final Map<Digest, byte[]> libraries = new ConcurrentHashMap<>();
  public final Map<Digest, VersionSignature> signatures = new ConcurrentHashMap<>();
  public final AtomicInteger signatureReads = new AtomicInteger();
  public final Map<PluginId, RoutingDocument> documents = new ConcurrentHashMap<>();
  public final List<Acknowledgement> acknowledgements = new CopyOnWriteArrayList<>();
  public final InMemoryDefaults defaults = new InMemoryDefaults(this::reach);
  public final InMemorySettings settings = new InMemorySettings(this::reach);
  public final Map<String, Lease> leases = new ConcurrentHashMap<>();
  public final AtomicInteger fetched = new AtomicInteger();
  public final AtomicInteger failingFetches = new AtomicInteger();
  public final AtomicInteger changePolls = new AtomicInteger();
  public final AtomicInteger pointerReads = new AtomicInteger();
  public final ReceivedReports reports = new ReceivedReports(this::reach);
  public final Map<PluginId, Instant> healthRequests = new ConcurrentHashMap<>();

  /** Its time on a node; set before the node begins. */
  public ControlPlaneClock clock = new ControlPlaneClock(Clock.systemUTC(), System::nanoTime);

  public volatile boolean away;

  /** Whether whom to trust can be read. */
  public volatile boolean trustAway;

  private volatile TrustDocument trust = TrustDocument.NOBODY;

  /** Whoever asks it waits for this. */
  public volatile CountDownLatch hanging = new CountDownLatch(0);

  private final AtomicLong counter = new AtomicLong();

  public RoutedVersion register(String version, byte[] archive) {
    var digest = PluginSource.digest(archive);
    stored.put(digest, archive);
    return new RoutedVersion(
        version,
        digest,
        archive.length,
        "deployment-of-" + version,
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  }

  /** The version with a default configuration, as another release. */
  public RoutedVersion configured(String plugin, RoutedVersion version, String configuration) {
    defaults.store(ENVIRONMENT, PluginId.of(plugin), configuration);
    return new RoutedVersion(
        version.version(),
        version.digest(),
        version.size(),
        Optional.of(Digest.over(configuration)),
        version.deploymentId() + "-configured",
        version.traceparent());
  }

  public void publish(RoutingDocument document) {
    documents.put(document.pluginId(), document);
    counter.incrementAndGet();
  }

  public void trust(TrustDocument document) {
    trust = document;
    counter.incrementAndGet();
  }

  public void askForHealth(String plugin, Instant at) {
    healthRequests.put(PluginId.of(plugin), at);
    counter.incrementAndGet();
  }

  public Optional<Acknowledgement> lastAck(String plugin) {
    return acknowledgements.reversed().stream()
        .filter(it -> it.pluginId().equals(PluginId.of(plugin)))
        .findFirst();
  }

  public void awaitAck(String plugin, long generation) throws Exception {
    Eventually.so(
        () -> "generation " + generation + " acknowledged: " + acknowledgements,
        () -> lastAck(plugin).filter(it -> it.generation() == generation).isPresent());
  }

  private void reach() {
    try {
      hanging.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Nobody waits for the control plane any more", e);
    }
    if (away) {
      throw new IllegalStateException("The control plane is away");
    }
  }

  @Override
  public long changeCount(Environment environment) {
    reach();
    changePolls.incrementAndGet();
    return counter.get();
  }

  @Override
  public List<RoutingPointer> pointers(Environment environment) {
    reach();
    pointerReads.incrementAndGet();
    List<RoutingPointer> pointers = new ArrayList<>();
    documents.forEach(
        (id, it) -> pointers.add(new RoutingPointer(id, it.pluginName(), it.generation(), "doc")));
    return pointers;
  }

  @Override
  public RoutingDocument document(RoutingPointer routingPointer) {
    reach();
    return Optional.ofNullable(documents.get(routingPointer.pluginId()))
        .orElseThrow(NoSuchElementException::new);
  }

  @Override
  public Map<PluginId, Instant> healthCheckRequests(Environment environment) {
    reach();
    return Map.copyOf(healthRequests);
  }

  @Override
  public Optional<TrustDocument> otherThan(long generation) {
    reach();
    if (trustAway) {
      throw new IllegalStateException("The trust document cannot be read");
    }
    return Optional.of(trust).filter(it -> it.generation() != generation);
  }

  @Override
  public Optional<VersionSignature> signature(Digest binary) {
    reach();
    signatureReads.incrementAndGet();
    return Optional.ofNullable(signatures.get(binary));
  }

  @Override
  public void heartbeat(Lease lease) {
    reach();
    leases.put(lease.nodeId(), lease);
  }

  @Override
  public void leave(Lease lease) {
    reach();
    leases.remove(lease.nodeId());
  }

  @Override
  public void acknowledge(Acknowledgement acknowledgement) {
    reach();
    acknowledgements.add(acknowledgement);
  }

  @Override
  public List<Lease> leases(Environment environment) {
    return List.copyOf(leases.values());
  }

  @Override
  public List<Acknowledgement> acknowledgements(Environment environment, PluginId pluginId) {
    return acknowledgements;
  }

  @Override
  public void store(Digest digest, Path file) {
    throw new AssertionError("a node stores no binary");
  }

  @Override
  public void fetch(Digest digest, Path into) {
    fetch(stored, digest, into);
  }

  @Override
  public void fetchLibrary(Digest digest, Path into) {
    fetch(libraries, digest, into);
  }

  private void fetch(Map<Digest, byte[]> from, Digest digest, Path into) {
    reach();
    if (failingFetches.getAndDecrement() > 0) {
      throw new IllegalStateException("a blip");
    }
    var bytes = Optional.ofNullable(from.get(digest)).orElseThrow(NoSuchElementException::new);
    fetched.incrementAndGet();
    try {
      Files.write(into, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(Digest digest) {
    throw new AssertionError("a node deletes no binary");
  }
}
