package io.hotswap.domain.plugin;

class InMemoryUploadsTest extends UploadsContract {
  private final Uploads uploads = new InMemoryUploads();

  @Override
  protected Uploads uploads() {
    return uploads;
  }
}
