import { Global, Module } from '@nestjs/common';
import { Darkroom } from './darkroom.js';
import { FileReaders } from './file-readers.js';
import { FilesController } from './files.controller.js';
import { Files } from './files.service.js';

/** Photos; open to every stage. */
@Global()
@Module({ controllers: [FilesController], providers: [Files, FileReaders, Darkroom], exports: [Files, FileReaders] })
export class FilesModule {}
