package io.hotswap.registration.library;

import io.hotswap.domain.library.LibraryCoordinates;
import io.hotswap.domain.library.LibraryRepository;
import io.hotswap.domain.library.LibrarySources;
import io.hotswap.registration.library.GuardedTransporter.Bounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.spi.connector.transport.Transporter;
import org.eclipse.aether.spi.connector.transport.TransporterFactory;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.transport.http.ChecksumExtractor;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;

/// Maven Resolver, over a transport that is guarded, with a local repository that lives as long as
/// a check.
public final class MavenLibrarySources implements LibrarySources {
  private static final String BOUNDS = "hotswap.bounds";
  // Of poms: the largest on Maven Central have a tenth of it.
  private static final long LARGEST_POM = 2L << 20;
  // The manifest's digest is what counts.
  private static final RepositoryPolicy RELEASES =
      new RepositoryPolicy(
          true, RepositoryPolicy.UPDATE_POLICY_ALWAYS, RepositoryPolicy.CHECKSUM_POLICY_IGNORE);
  private static final RepositoryPolicy NO_SNAPSHOTS =
      new RepositoryPolicy(
          false, RepositoryPolicy.UPDATE_POLICY_NEVER, RepositoryPolicy.CHECKSUM_POLICY_IGNORE);

  private final RepositorySystem system = new GuardedSupplier().get();
  private final InstantSource clock;

  public MavenLibrarySources(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Download download(
      LibraryCoordinates library, LibraryRepository from, Path into, long most, Visit visit) {
    var bounds = new Bounds(from.privateAddresses(), most, visit.until(), clock);
    var session =
        session(visit.workspace().resolve("of-" + from.name()), Map.of(from.name(), bounds));
    try {
      var found =
          system.resolveArtifact(
              session, new ArtifactRequest(artifact(library), List.of(remote(from)), null));
      Files.move(found.getArtifact().getFile().toPath(), into, StandardCopyOption.REPLACE_EXISTING);
      return new Download.Arrived();
    } catch (ArtifactResolutionException e) {
      return outcome(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Download outcome(ArtifactResolutionException failure) {
    var causes =
        failure.getResult().getExceptions().stream().flatMap(MavenLibrarySources::causes).toList();
    if (causes.stream().anyMatch(GuardedTransporter.TooLarge.class::isInstance)) {
      return new Download.TooLarge();
    }
    return failure.getResult().isMissing()
        ? new Download.NotThere()
        : new Download.Unavailable(said(causes.isEmpty() ? failure : causes.getLast()));
  }

  private static Stream<Throwable> causes(Throwable of) {
    List<Throwable> all = new ArrayList<>();
    for (var it = of; it != null; it = it.getCause()) {
      all.add(it);
    }
    return all.stream();
  }

  private static String said(Throwable cause) {
    return Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString) + ".";
  }

  @Override
  public List<LibraryCoordinates> lacking(
      List<LibraryCoordinates> libraries, List<LibraryRepository> from, Visit visit) {
    var request = new CollectRequest();
    request.setRepositories(from.stream().map(MavenLibrarySources::remote).toList());
    libraries.forEach(it -> request.addDependency(new Dependency(artifact(it), "runtime")));
    Map<String, Bounds> bounds = new HashMap<>();
    from.forEach(
        it ->
            bounds.put(
                it.name(), new Bounds(it.privateAddresses(), LARGEST_POM, visit.until(), clock)));
    var session = session(visit.workspace().resolve("poms"), bounds);
    try {
      return needed(system.collectDependencies(session, request).getRoot(), libraries);
    } catch (DependencyCollectionException e) {
      return needed(e.getResult().getRoot(), libraries);
    }
  }

  private static List<LibraryCoordinates> needed(
      DependencyNode root, List<LibraryCoordinates> pinned) {
    List<LibraryCoordinates> all = new ArrayList<>();
    collect(root, all);
    return all.stream()
        .filter(it -> pinned.stream().noneMatch(it::sameArtifact))
        .distinct()
        .toList();
  }

  /// The graph has no cycles: what was met before has no children there.
  private static void collect(DependencyNode node, List<LibraryCoordinates> into) {
    for (var child : node.getChildren()) {
      var it = child.getArtifact();
      if (it.getExtension().equals("jar") && it.getClassifier().isEmpty()) {
        into.add(new LibraryCoordinates(it.getGroupId(), it.getArtifactId(), it.getVersion()));
      }
      collect(child, into);
    }
  }

  private static Artifact artifact(LibraryCoordinates it) {
    return new DefaultArtifact(it.group(), it.artifact(), "jar", it.version());
  }

  private static RemoteRepository remote(LibraryRepository it) {
    return new RemoteRepository.Builder(it.name(), "default", it.url().toString())
        .setReleasePolicy(RELEASES)
        .setSnapshotPolicy(NO_SNAPSHOTS)
        .build();
  }

  /// @param bounds by the names of the repositories that may be asked: poms name others
  private DefaultRepositorySystemSession session(Path folder, Map<String, Bounds> bounds) {
    var session = MavenRepositorySystemUtils.newSession();
    session.setLocalRepositoryManager(
        system.newLocalRepositoryManager(session, new LocalRepository(folder.toFile())));
    session.setIgnoreArtifactDescriptorRepositories(true);
    session.setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(true, true));
    session.setConfigProperty(BOUNDS, bounds);
    session.setConfigProperty("aether.connector.basic.threads", 1);
    session.setConfigProperty("aether.metadataResolver.threads", 1);
    return session;
  }

  /// With one transport in the place of Resolver's own.
  private static final class GuardedSupplier extends RepositorySystemSupplier {
    @Override
    protected Map<String, TransporterFactory> getTransporterFactories(
        Map<String, ChecksumExtractor> extractors) {
      return Map.of("guarded", new GuardedFactory());
    }
  }

  private static final class GuardedFactory implements TransporterFactory {
    @Override
    public Transporter newInstance(RepositorySystemSession session, RemoteRepository repository) {
      var all = (Map<?, ?>) session.getConfigProperties().get(BOUNDS);
      if (all == null || !(all.get(repository.getId()) instanceof Bounds bounds)) {
        throw new IllegalStateException("Nobody allows " + repository);
      }
      var url = repository.getUrl();
      return new GuardedTransporter(URI.create(url.endsWith("/") ? url : url + "/"), bounds);
    }

    @Override
    public float getPriority() {
      return 1;
    }
  }
}
