"""Clients of the local endpoint, as its root."""
import functools

REGION = "us-east-1"
ROOT = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": REGION, "AWS_REGION": REGION}


@functools.cache
def client(service: str, endpoint: str):
    import boto3
    from botocore.config import Config

    return boto3.client(
        service, endpoint_url=endpoint, region_name=REGION, aws_access_key_id=ROOT["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=ROOT["AWS_SECRET_ACCESS_KEY"],
        config=Config(connect_timeout=2, read_timeout=60, retries={"max_attempts": 2}, s3={"addressing_style": "path"}))
