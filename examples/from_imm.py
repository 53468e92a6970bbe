"""Puts a film, has its captions extracted, gets them: the official SDKs against `cuelift serve`."""

import os
import time

import oss2
from alibabacloud_imm20200930 import models
from alibabacloud_imm20200930.client import Client
from alibabacloud_tea_openapi.models import Config

server, key, secret = (os.environ[f"CUELIFT_{name}"] for name in ("SERVER", "KEY_ID", "KEY_SECRET"))
bucket = oss2.Bucket(oss2.Auth(key, secret), f"http://{server}", "films")
imm = Client(Config(access_key_id=key, access_key_secret=secret, endpoint=server, protocol="http"))
webvtt = {"Format": "webvtt", "URI": "oss://films/captions/{barename}.{streamindex}.{autoext}"}
wish = {
    "ProjectName": "demo",
    "Sources": [{"URI": "oss://films/movie.mkv"}],
    "Targets": [{"Subtitle": {"ExtractSubtitle": webvtt}}],
}

bucket.put_object_from_file("movie.mkv", "movie.mkv")
imm.create_project(models.CreateProjectRequest(project_name="demo"))
task = imm.create_media_convert_task(models.CreateMediaConvertTaskRequest().from_map(wish)).body
asked = models.GetTaskRequest(project_name="demo", task_id=task.task_id, task_type="MediaConvert")
while (state := imm.get_task(asked).body).status == "Running":
    time.sleep(0.2)
print(state.status, state.message)
for item in oss2.ObjectIteratorV2(bucket, prefix="captions/"):
    bucket.get_object_to_file(item.key, os.path.basename(item.key))
    print(item.key)
