package io.hotswap.runtime.disk;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.configuration.DefaultConfigurations;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Releases' default configurations on this node's disk, by digest. Verified at every read.
public final class DefaultsCache {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultsCache.class);

  private final DataDirectory directory;
  private final DefaultConfigurations store;

  /// @param values a JSON object
  public record Entry(Path file, String values) {}

  public DefaultsCache(DataDirectory directory, DefaultConfigurations store) {
    this.directory = directory;
    this.store = store;
  }

  /// The release's default configuration, from disk or else from the store; empty when it has none.
  ///
  /// @throws Unavailable when the store fails
  /// @throws IOException when the store does not have it
  public Optional<Entry> take(PluginId pluginId, Environment environment, RoutedVersion release)
      throws IOException {
    if (release.defaults().isEmpty()) {
      return Optional.empty();
    }
    var digest = release.defaults().get();
    var file = directory.defaults().resolve(digest.hex());
    var here = read(file).filter(it -> Digest.over(it).equals(digest));
    var values = here.isPresent() ? here.get() : fetched(pluginId, environment, release, file);
    return Optional.of(new Entry(file, values));
  }

  private static Optional<String> read(Path file) throws IOException {
    try {
      // What was used lately is not swept.
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (CharacterCodingException corrupt) {
      LOG.error("{} is corrupt and is read anew", file, corrupt);
      return Optional.empty();
    }
  }

  private String fetched(
      PluginId pluginId, Environment environment, RoutedVersion release, Path file)
      throws IOException {
    var text =
        find(pluginId, environment, release)
            .orElseThrow(() -> new IOException("its default configuration is not there"));
    if (!release.defaults().filter(Digest.over(text)::equals).isPresent()) {
      throw new Unavailable(release, new IOException("what arrived has another digest"));
    }
    var arriving = Files.createTempFile(directory.temporary(), "arriving-", ".part");
    try {
      Files.writeString(arriving, text);
      Files.move(
          arriving, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(arriving);
    }
    return text;
  }

  private Optional<String> find(PluginId pluginId, Environment environment, RoutedVersion release)
      throws Unavailable {
    try {
      return store.find(environment, pluginId, ReleaseKey.parse(release.release()));
    } catch (RuntimeException e) {
      throw new Unavailable(release, e);
    }
  }

  /// The store failed to deliver it; a later attempt may succeed.
  public static final class Unavailable extends IOException {
    private static final long serialVersionUID = 1;

    Unavailable(RoutedVersion release, Exception cause) {
      super(
          "The default configuration of %s could not be read (%s)"
              .formatted(release.release(), cause),
          cause);
    }
  }
}
