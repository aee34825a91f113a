package io.hotswap.runtime.disk;

import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.persistence.disk.TrustJson;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last trust document on disk.
public final class TrustFile {
  private static final Logger LOG = LoggerFactory.getLogger(TrustFile.class);

  private final Path file;
  private final Path temporary;

  public TrustFile(DataDirectory directory) {
    this.file = directory.trust();
    this.temporary = directory.temporary();
  }

  public void save(TrustDocument document) throws IOException {
    DigestedFile.write(temporary, file, TrustJson.of(document));
  }

  /// Empty when there is none, or it cannot be read: that is logged.
  public Optional<TrustDocument> find() {
    try {
      return Optional.of(TrustJson.document(file.toString(), DigestedFile.read(file)));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("The trust document {} on disk cannot be read; waiting for the feed", file, e);
      return Optional.empty();
    }
  }
}
