package io.hotswap.archive.url;

import io.hotswap.archive.zip.JarManifest;
import io.hotswap.archive.zip.StrictZip;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// A [JarURLConnection], since libraries that search for classes or resources cast to it.
final class EntryConnection extends JarURLConnection {
  private final Path path;
  private final StrictZip jar;
  private @Nullable JarFile opened;

  EntryConnection(URL url, Path path, StrictZip jar) throws IOException {
    super(url);
    this.path = path;
    this.jar = jar;
    this.useCaches = false;
  }

  @Override
  public void connect() throws IOException {
    if (getEntryName() != null && entry() == null) {
      throw new FileNotFoundException("JAR entry " + getEntryName() + " not found in " + path);
    }
    connected = true;
  }

  // A folder may be requested without its slash.
  private @Nullable String entry() {
    var name = getEntryName();
    if (name == null || jar.has(name)) {
      return name;
    }
    return jar.has(name + "/") ? name + "/" : null;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    connect();
    var entry = entry();
    if (entry == null) {
      throw new IOException("no entry name specified");
    }
    try {
      return Objects.requireNonNull(jar.open(entry));
    } catch (IllegalStateException closed) {
      throw new IOException(path + " is closed: its plugin was unloaded", closed);
    }
  }

  /// Opened by the platform's reader, for callers that list entries: the same file, without
  /// verifying signatures.
  @Override
  public JarFile getJarFile() throws IOException {
    connect();
    if (opened == null) {
      opened = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, JarFile.baseVersion());
    }
    return opened;
  }

  @Override
  public Manifest getManifest() throws IOException {
    return JarManifest.of(jar).manifest();
  }

  @Override
  public @Nullable Attributes getAttributes() throws IOException {
    var entry = entry();
    return entry == null ? null : getManifest().getAttributes(entry);
  }

  @Override
  public Certificate @Nullable [] getCertificates() {
    return null;
  }

  @Override
  public long getContentLengthLong() {
    var entry = entry();
    return entry == null ? -1 : jar.size(entry);
  }

  @Override
  public int getContentLength() {
    long length = getContentLengthLong();
    return length > Integer.MAX_VALUE ? -1 : (int) length;
  }

  @Override
  public String getContentType() {
    if (getEntryName() == null) {
      return "x-java/jar";
    }
    var guessed = guessContentTypeFromName(getEntryName());
    return guessed == null ? "content/unknown" : guessed;
  }

  @Override
  public long getLastModified() {
    try {
      return Files.getLastModifiedTime(path).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
