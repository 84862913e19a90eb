
%struct.field = type { i32, i32, i32, i32, i32 }
%struct.reach = type { ptr, ptr, ptr, ptr, ptr, ptr, i32, ptr, i64 }
%struct.record = type { i32, i32 }
%struct.timespec = type { i64, i64 }
%struct.prefix = type { i64, i32, [261 x i8] }
%struct.socket = type { i32, i32, i32, i32, i32, i32, i32, [4 x i32], i32, i16, i16, i32, [4 x i32], i32, i32, i64 }
%struct.open_socket = type { %struct.socket, i32, i32 }
%struct.timer = type { i64, i64, i64, i32, i32 }
%struct.held = type { i64, i64 }
%struct.fib_lookup = type { i8, i8, i16, i16, i16, i32, i32, [16 x i8], [16 x i8], i32, [6 x i8], [6 x i8] }
%struct.device = type { i32, i32, i32, [6 x i8], [2 x i8] }
%struct.route = type { [16 x i8], [16 x i8], [16 x i8], i32, i32, i32, i32, i32, i32, i32, i32, i32, i32 }
%struct.neighbour = type { [16 x i8], i32, i32, [6 x i8], [2 x i8] }
%struct.tunnel_key = type { i32, [16 x i8], i8, i8, i16, i32, [16 x i8] }
%struct.text = type { ptr, i64, i64 }
%struct.prepared = type { [512 x i8], i32, i32, i32, [12 x %struct.anon] }
%struct.anon = type { i32, i32 }
%struct.packet = type { i64, i64, i64 }
%struct.token = type { [8 x i8], i64 }
%struct.port = type { i64, i64, i64, i64 }
%struct.tally = type { i64, i64 }
%struct.answer = type { i64, i64, i64, i64, i64 }
%struct.link_form = type { i32, i32, i32, i32 }
%struct.map_slot = type { i64, i64, i64 }
%struct.anon.0 = type { i64, i32, i32 }
%struct.anon.1 = type { [8 x i32], i16, i16 }
%struct.tuple = type { ptr, ptr, i32, i32, i32, i32 }

@.str = private unnamed_addr constant [8 x i8] c"KKKKKKI\00", align 1
@__const.put_v6.field = private unnamed_addr constant %struct.field { i32 0, i32 0, i32 0, i32 1, i32 4 }, align 4

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_check(ptr noundef %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = lshr i32 %2, 20
  %5 = and i32 %4, 3
  %6 = zext nneg i32 %5 to i64
  %7 = shl nuw nsw i64 1, %6
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %9 = load i64, ptr %8, align 8
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %11 = load i64, ptr %10, align 8
  %12 = icmp ult i64 %1, %9
  %13 = icmp ugt i64 %1, %11
  %14 = or i1 %12, %13
  %15 = sub nuw i64 %11, %1
  %16 = icmp ugt i64 %7, %15
  %17 = select i1 %14, i1 true, i1 %16
  br i1 %17, label %18, label %20

18:                                               ; preds = %3
  %19 = tail call fastcc i64 @check_behind(ptr noundef nonnull %0, i64 noundef %1, i64 noundef %7, i32 noundef %2) #29
  br label %20

20:                                               ; preds = %3, %18
  %21 = phi i64 [ %19, %18 ], [ 1, %3 ]
  ret i64 %21
}

; Function Attrs: noinline nounwind
define internal fastcc range(i64 0, 2) i64 @check_behind(ptr noundef %0, i64 noundef %1, i64 noundef range(i64 1, 0) %2, i32 noundef %3) unnamed_addr #1 {
  %5 = lshr i32 %3, 22
  %6 = and i32 %5, 1
  %7 = tail call fastcc i32 @allowed_behind(ptr noundef %0, i64 noundef %1, i64 noundef %2, i32 noundef %6) #29
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %9, label %19

9:                                                ; preds = %4
  %10 = and i32 %3, 1048575
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %10, ptr %11, align 4
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %13 = load i32, ptr %12, align 8
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %15, label %19

15:                                               ; preds = %9
  %16 = add nuw nsw i32 %6, 1
  store i32 %16, ptr %12, align 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %17, align 8
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 %2, ptr %18, align 8
  br label %19

19:                                               ; preds = %15, %9, %4
  %20 = phi i64 [ 1, %4 ], [ 0, %9 ], [ 0, %15 ]
  ret i64 %20
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_check_range(ptr noundef %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) local_unnamed_addr #0 {
  %5 = icmp eq i64 %2, 0
  br i1 %5, label %19, label %6

6:                                                ; preds = %4
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %10 = load i64, ptr %9, align 8
  %11 = icmp ult i64 %1, %8
  %12 = icmp ugt i64 %1, %10
  %13 = or i1 %11, %12
  %14 = sub nuw i64 %10, %1
  %15 = icmp ugt i64 %2, %14
  %16 = select i1 %13, i1 true, i1 %15
  br i1 %16, label %17, label %19

17:                                               ; preds = %6
  %18 = tail call fastcc i64 @check_behind(ptr noundef nonnull %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) #29
  br label %19

19:                                               ; preds = %4, %6, %17
  %20 = phi i64 [ %18, %17 ], [ 1, %6 ], [ 1, %4 ]
  ret i64 %20
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_check_map(ptr noundef %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) local_unnamed_addr #0 {
  %5 = alloca %struct.reach, align 8
  %6 = icmp eq i64 %1, 0
  br i1 %6, label %86, label %7

7:                                                ; preds = %4
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 344
  %9 = load i64, ptr %8, align 8
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %11 = load i64, ptr %10, align 8
  %12 = icmp eq i64 %9, %11
  br i1 %12, label %13, label %23

13:                                               ; preds = %7
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 352
  %15 = load i64, ptr %14, align 8
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 328
  %17 = load i64, ptr %16, align 8
  %18 = icmp eq i64 %15, %17
  br i1 %18, label %19, label %23

19:                                               ; preds = %13
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 336
  %21 = load i64, ptr %20, align 8
  %22 = icmp eq i64 %1, %21
  br i1 %22, label %64, label %23

23:                                               ; preds = %13, %7, %19
  tail call void @llvm.experimental.noalias.scope.decl(metadata !3)
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %25 = load i64, ptr %24, align 8, !noalias !3
  tail call void @llvm.experimental.noalias.scope.decl(metadata !6)
  %26 = sub i64 %25, %11
  %27 = icmp ugt i64 %26, 192
  %28 = inttoptr i64 %11 to ptr
  br i1 %27, label %29, label %33

29:                                               ; preds = %23
  %30 = getelementptr inbounds i8, ptr %28, i64 -8
  %31 = load i64, ptr %30, align 8, !noalias !9
  %32 = inttoptr i64 %31 to ptr
  br label %33

33:                                               ; preds = %29, %23
  %34 = phi ptr [ %32, %29 ], [ null, %23 ]
  store ptr %0, ptr %5, align 8, !alias.scope !9
  %35 = getelementptr inbounds nuw i8, ptr %5, i64 8
  store ptr %34, ptr %35, align 8, !alias.scope !9
  %36 = getelementptr inbounds nuw i8, ptr %5, i64 16
  store ptr %28, ptr %36, align 8, !alias.scope !9
  %37 = getelementptr inbounds nuw i8, ptr %5, i64 24
  %38 = inttoptr i64 %25 to ptr
  store ptr %38, ptr %37, align 8, !alias.scope !9
  %39 = getelementptr inbounds nuw i8, ptr %5, i64 32
  store ptr %28, ptr %39, align 8, !alias.scope !9
  %40 = getelementptr inbounds nuw i8, ptr %5, i64 40
  store ptr %38, ptr %40, align 8, !alias.scope !9
  %41 = getelementptr inbounds nuw i8, ptr %5, i64 48
  store i32 3, ptr %41, align 8, !alias.scope !9
  %42 = getelementptr inbounds nuw i8, ptr %5, i64 52
  store i32 0, ptr %42, align 4, !alias.scope !9
  %43 = getelementptr inbounds nuw i8, ptr %5, i64 56
  store ptr null, ptr %43, align 8, !alias.scope !9
  %44 = getelementptr inbounds nuw i8, ptr %5, i64 64
  store i64 0, ptr %44, align 8, !alias.scope !9
  %45 = icmp eq ptr %34, null
  br i1 %45, label %57, label %46

46:                                               ; preds = %33
  %47 = getelementptr inbounds nuw i8, ptr %34, i64 24
  %48 = load i64, ptr %34, align 8, !noalias !9
  %49 = getelementptr inbounds nuw i64, ptr %47, i64 %48
  %50 = getelementptr inbounds nuw i8, ptr %34, i64 8
  %51 = load i64, ptr %50, align 8, !noalias !9
  %52 = mul i64 %51, 24
  %53 = getelementptr inbounds nuw i8, ptr %49, i64 %52
  store ptr %53, ptr %39, align 8, !alias.scope !9
  %54 = getelementptr inbounds nuw i8, ptr %34, i64 16
  %55 = load i64, ptr %54, align 8, !noalias !9
  %56 = getelementptr inbounds nuw i64, ptr %53, i64 %55
  store ptr %56, ptr %40, align 8, !alias.scope !9
  store i32 1, ptr %41, align 8, !alias.scope !9
  br label %57

57:                                               ; preds = %33, %46
  %58 = tail call fastcc i32 @is_map(ptr noundef nonnull byval(%struct.reach) align 8 %5, i64 noundef %1) #29
  %59 = icmp eq i32 %58, 0
  br i1 %59, label %86, label %60

60:                                               ; preds = %57
  %61 = load i64, ptr %10, align 8
  %62 = getelementptr inbounds nuw i8, ptr %0, i64 328
  %63 = load i64, ptr %62, align 8
  br label %64

64:                                               ; preds = %60, %19
  %65 = phi i64 [ %63, %60 ], [ %15, %19 ]
  %66 = phi i64 [ %61, %60 ], [ %9, %19 ]
  %67 = inttoptr i64 %1 to ptr
  %68 = getelementptr inbounds nuw i8, ptr %0, i64 336
  store i64 %1, ptr %68, align 8
  store i64 %66, ptr %8, align 8
  %69 = getelementptr inbounds nuw i8, ptr %0, i64 352
  store i64 %65, ptr %69, align 8
  %70 = load i32, ptr %67, align 8
  %71 = icmp ult i32 %70, 64
  br i1 %71, label %72, label %86

72:                                               ; preds = %64
  %73 = zext nneg i32 %70 to i64
  %74 = shl nuw i64 1, %73
  %75 = and i64 %74, %2
  %76 = icmp eq i64 %75, 0
  br i1 %76, label %86, label %77

77:                                               ; preds = %72
  %78 = and i32 %3, 4194304
  %79 = icmp eq i32 %78, 0
  br i1 %79, label %95, label %80

80:                                               ; preds = %77
  %81 = getelementptr inbounds nuw i8, ptr %67, i64 108
  %82 = load i32, ptr %81, align 4
  %83 = and i32 %82, 1
  %84 = icmp eq i32 %83, 0
  br i1 %84, label %95, label %85

85:                                               ; preds = %80
  switch i32 %70, label %86 [
    i32 15, label %95
    i32 18, label %95
    i32 20, label %95
  ]

86:                                               ; preds = %85, %72, %64, %57, %4
  %87 = and i32 %3, 1048575
  %88 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %87, ptr %88, align 4
  %89 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %90 = load i32, ptr %89, align 8
  %91 = icmp eq i32 %90, 0
  br i1 %91, label %92, label %95

92:                                               ; preds = %86
  store i32 5, ptr %89, align 8
  %93 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %93, align 8
  %94 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 0, ptr %94, align 8
  br label %95

95:                                               ; preds = %85, %85, %85, %77, %80, %92, %86
  %96 = phi i64 [ 0, %92 ], [ 0, %86 ], [ 1, %85 ], [ 1, %80 ], [ 1, %77 ], [ 1, %85 ], [ 1, %85 ]
  ret i64 %96
}

; Function Attrs: noinline nounwind
define internal fastcc range(i32 0, 2) i32 @is_map(ptr noundef byval(%struct.reach) align 8 captures(none) %0, i64 noundef %1) unnamed_addr #1 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %4 = load ptr, ptr %3, align 8
  %5 = icmp eq ptr %4, null
  br i1 %5, label %29, label %6

6:                                                ; preds = %2
  %7 = load i64, ptr %4, align 8
  %8 = icmp eq i64 %7, 0
  br i1 %8, label %25, label %9

9:                                                ; preds = %6
  %10 = getelementptr inbounds nuw i8, ptr %4, i64 24
  br label %11

11:                                               ; preds = %19, %9
  %12 = phi i64 [ %7, %9 ], [ %23, %19 ]
  %13 = phi i64 [ 0, %9 ], [ %22, %19 ]
  %14 = add i64 %13, %12
  %15 = lshr i64 %14, 1
  %16 = getelementptr inbounds nuw i64, ptr %10, i64 %15
  %17 = load i64, ptr %16, align 8
  %18 = icmp eq i64 %17, %1
  br i1 %18, label %111, label %19

19:                                               ; preds = %11
  %20 = icmp ult i64 %17, %1
  %21 = add nuw i64 %15, 1
  %22 = select i1 %20, i64 %21, i64 %13
  %23 = select i1 %20, i64 %12, i64 %15
  %24 = icmp ult i64 %22, %23
  br i1 %24, label %11, label %25, !llvm.loop !10

25:                                               ; preds = %19, %6
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %27 = load ptr, ptr %26, align 8
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store ptr %27, ptr %28, align 8
  br label %29

29:                                               ; preds = %25, %2
  %30 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %32 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %34 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 48
  br label %37

37:                                               ; preds = %109, %29
  %38 = load ptr, ptr %30, align 8
  %39 = load ptr, ptr %31, align 8
  %40 = icmp ult ptr %38, %39
  br i1 %40, label %88, label %41

41:                                               ; preds = %37, %73
  %42 = load ptr, ptr %32, align 8
  %43 = icmp eq ptr %42, null
  br i1 %43, label %74, label %44

44:                                               ; preds = %41
  %45 = load i64, ptr %33, align 8
  %46 = load i64, ptr %42, align 8
  %47 = icmp ult i64 %45, %46
  br i1 %47, label %48, label %74

48:                                               ; preds = %44
  %49 = load ptr, ptr %0, align 8
  %50 = add nuw i64 %45, 1
  store i64 %50, ptr %33, align 8
  %51 = getelementptr inbounds nuw i8, ptr %42, i64 16
  %52 = getelementptr inbounds nuw i8, ptr %42, i64 8
  %53 = load i64, ptr %52, align 8
  %54 = mul i64 %53, %45
  %55 = getelementptr inbounds nuw i64, ptr %51, i64 %54
  %56 = getelementptr inbounds nuw i8, ptr %55, i64 8
  br label %57

57:                                               ; preds = %63, %48
  %58 = load atomic i64, ptr %55 acquire, align 8
  %59 = load i64, ptr %52, align 8
  %60 = icmp ugt i64 %59, 1
  br i1 %60, label %61, label %63

61:                                               ; preds = %57
  %62 = load atomic i64, ptr %56 acquire, align 8
  br label %63

63:                                               ; preds = %61, %57
  %64 = phi i64 [ %62, %61 ], [ -1, %57 ]
  %65 = load atomic i64, ptr %55 acquire, align 8
  %66 = icmp eq i64 %65, %58
  br i1 %66, label %67, label %57

67:                                               ; preds = %63
  %68 = getelementptr inbounds nuw i8, ptr %49, i64 328
  %69 = load i64, ptr %68, align 8
  %70 = icmp ule i64 %64, %69
  %71 = icmp eq i64 %58, 0
  %72 = select i1 %70, i1 true, i1 %71
  br i1 %72, label %73, label %92

73:                                               ; preds = %67, %78
  br label %41, !llvm.loop !13

74:                                               ; preds = %44, %41
  %75 = load ptr, ptr %34, align 8
  %76 = load ptr, ptr %35, align 8
  %77 = icmp eq ptr %75, %76
  br i1 %77, label %111, label %78

78:                                               ; preds = %74
  %79 = load i64, ptr %75, align 8
  %80 = inttoptr i64 %79 to ptr
  %81 = getelementptr inbounds nuw i8, ptr %80, i64 248
  %82 = load atomic i64, ptr %81 acquire, align 8
  %83 = inttoptr i64 %82 to ptr
  store ptr %83, ptr %32, align 8
  %84 = load i32, ptr %36, align 8
  %85 = load ptr, ptr %34, align 8
  %86 = zext i32 %84 to i64
  %87 = getelementptr inbounds nuw i64, ptr %85, i64 %86
  store ptr %87, ptr %34, align 8
  store i64 0, ptr %33, align 8
  br label %73

88:                                               ; preds = %37
  %89 = getelementptr inbounds nuw i8, ptr %38, i64 24
  store ptr %89, ptr %30, align 8
  %90 = load i64, ptr %38, align 8
  %91 = icmp eq i64 %90, 0
  br i1 %91, label %111, label %92

92:                                               ; preds = %67, %88
  %93 = phi i64 [ %90, %88 ], [ %58, %67 ]
  %94 = load ptr, ptr %0, align 8
  %95 = getelementptr inbounds nuw i8, ptr %94, i64 488
  %96 = load i64, ptr %95, align 8
  %97 = add i64 %96, 1
  store i64 %97, ptr %95, align 8
  %98 = icmp ult i64 %97, 16384
  br i1 %98, label %109, label %99

99:                                               ; preds = %92
  store i64 0, ptr %95, align 8
  %100 = getelementptr inbounds nuw i8, ptr %94, i64 8
  %101 = load i32, ptr %100, align 8
  %102 = icmp eq i32 %101, 0
  br i1 %102, label %103, label %111

103:                                              ; preds = %99
  %104 = getelementptr inbounds nuw i8, ptr %94, i64 12
  %105 = load i32, ptr %104, align 4
  %106 = and i32 %105, 1048575
  %107 = tail call fastcc i64 @goes_on(ptr noundef nonnull %94, i32 noundef %106) #29
  %108 = icmp eq i64 %107, 0
  br i1 %108, label %111, label %109

109:                                              ; preds = %92, %103
  %110 = icmp eq i64 %1, %93
  br i1 %110, label %111, label %37, !llvm.loop !14

111:                                              ; preds = %11, %99, %103, %88, %109, %74
  %112 = phi i32 [ 1, %109 ], [ 0, %74 ], [ 0, %99 ], [ 0, %88 ], [ 0, %103 ], [ 1, %11 ]
  ret i32 %112
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.start.p0(ptr captures(none)) #2

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.end.p0(ptr captures(none)) #2

; Function Attrs: nounwind
define hidden i64 @pp_check_record(ptr noundef %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = tail call fastcc ptr @map_around(ptr noundef %0, i64 noundef %1) #29
  %5 = icmp eq ptr %4, null
  br i1 %5, label %38, label %6

6:                                                ; preds = %3
  %7 = load i32, ptr %4, align 8
  %8 = icmp eq i32 %7, 27
  br i1 %8, label %9, label %38

9:                                                ; preds = %6
  %10 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %11 = load i64, ptr %10, align 8
  %12 = sub i64 %1, %11
  %13 = icmp ugt i64 %12, 7
  %14 = and i64 %12, 7
  %15 = icmp eq i64 %14, 0
  %16 = and i1 %13, %15
  br i1 %16, label %17, label %38

17:                                               ; preds = %9
  %18 = add i64 %1, 4294967288
  %19 = sub i64 %18, %11
  %20 = getelementptr inbounds nuw i8, ptr %4, i64 112
  %21 = load i64, ptr %20, align 8
  %22 = inttoptr i64 %21 to ptr
  %23 = getelementptr inbounds nuw i8, ptr %4, i64 12
  %24 = load i32, ptr %23, align 4
  %25 = add i32 %24, -1
  %26 = zext i32 %25 to i64
  %27 = and i64 %19, %26
  %28 = lshr i64 %27, 3
  %29 = getelementptr inbounds nuw %struct.record, ptr %22, i64 %28
  %30 = getelementptr inbounds nuw i8, ptr %29, i64 4
  %31 = load atomic i32, ptr %30 acquire, align 4
  %32 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %33 = load i32, ptr %32, align 8
  %34 = shl i32 %33, 2
  %35 = or disjoint i32 %34, 1
  %36 = icmp eq i32 %31, %35
  %37 = ptrtoint ptr %29 to i64
  br i1 %36, label %47, label %38

38:                                               ; preds = %6, %9, %3, %17
  %39 = and i32 %2, 1048575
  %40 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %39, ptr %40, align 4
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %42 = load i32, ptr %41, align 8
  %43 = icmp eq i32 %42, 0
  br i1 %43, label %44, label %47

44:                                               ; preds = %38
  store i32 6, ptr %41, align 8
  %45 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %45, align 8
  %46 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 0, ptr %46, align 8
  br label %47

47:                                               ; preds = %44, %38, %17
  %48 = phi i64 [ %37, %17 ], [ 0, %38 ], [ 0, %44 ]
  ret i64 %48
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite)
define hidden range(i64 0, 2) i64 @pp_check_ctx(ptr noundef captures(none) %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #3 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %5 = load i64, ptr %4, align 8
  %6 = icmp eq i64 %1, %5
  br i1 %6, label %22, label %7

7:                                                ; preds = %3
  %8 = icmp eq i64 %1, 0
  br i1 %8, label %9, label %13

9:                                                ; preds = %7
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 520
  %11 = load i64, ptr %10, align 8
  %12 = icmp eq i64 %11, 0
  br i1 %12, label %13, label %22

13:                                               ; preds = %9, %7
  %14 = and i32 %2, 1048575
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %14, ptr %15, align 4
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %17 = load i32, ptr %16, align 8
  %18 = icmp eq i32 %17, 0
  br i1 %18, label %19, label %22

19:                                               ; preds = %13
  store i32 6, ptr %16, align 8
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %20, align 8
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 0, ptr %21, align 8
  br label %22

22:                                               ; preds = %19, %13, %3, %9
  %23 = phi i64 [ 1, %3 ], [ 1, %9 ], [ 0, %13 ], [ 0, %19 ]
  ret i64 %23
}

; Function Attrs: nounwind
define hidden range(i64 -1, -9223372036854775808) i64 @pp_more(ptr noundef %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %5 = load i32, ptr %4, align 8
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %7, label %29

7:                                                ; preds = %3
  %8 = icmp slt i64 %1, 0
  br i1 %8, label %9, label %13

9:                                                ; preds = %7
  %10 = and i32 %2, 1048575
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %10, ptr %11, align 4
  store i32 3, ptr %4, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 0, ptr %12, align 8
  br label %24

13:                                               ; preds = %7
  %14 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %2) #29
  %15 = icmp eq i64 %14, 0
  br i1 %15, label %29, label %16

16:                                               ; preds = %13
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 488
  store i64 0, ptr %17, align 8
  %18 = and i32 %2, 1048575
  %19 = or disjoint i32 %18, 1048576
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %19, ptr %20, align 4
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 368
  %22 = load i64, ptr %21, align 8
  %23 = tail call i64 @llvm.usub.sat.i64(i64 %1, i64 %22)
  br label %24

24:                                               ; preds = %9, %16
  %25 = phi i64 [ 360, %16 ], [ 24, %9 ]
  %26 = phi i64 [ %23, %16 ], [ 0, %9 ]
  %27 = phi i64 [ %23, %16 ], [ -1, %9 ]
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 %25
  store i64 %26, ptr %28, align 8
  br label %29

29:                                               ; preds = %24, %13, %3
  %30 = phi i64 [ -1, %3 ], [ -1, %13 ], [ %27, %24 ]
  ret i64 %30
}

; Function Attrs: nounwind
define internal fastcc range(i64 0, 2) i64 @goes_on(ptr noundef %0, i32 noundef %1) unnamed_addr #0 {
  %3 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #30
  %4 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %3) #31
  %5 = load i64, ptr %3, align 8
  %6 = mul i64 %5, 1000000000
  %7 = getelementptr inbounds nuw i8, ptr %3, i64 8
  %8 = load i64, ptr %7, align 8
  %9 = add i64 %6, %8
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #30
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 392
  %11 = load i64, ptr %10, align 8
  %12 = sub i64 %9, %11
  store i64 %9, ptr %10, align 8
  %13 = icmp ult i64 %12, 500000
  br i1 %13, label %14, label %20

14:                                               ; preds = %2
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 368
  %16 = load i64, ptr %15, align 8
  %17 = icmp ult i64 %16, 8192
  br i1 %17, label %18, label %28

18:                                               ; preds = %14
  %19 = shl nuw nsw i64 %16, 1
  store i64 %19, ptr %15, align 8
  br label %28

20:                                               ; preds = %2
  %21 = icmp ugt i64 %12, 4000000
  br i1 %21, label %22, label %28

22:                                               ; preds = %20
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 368
  %24 = load i64, ptr %23, align 8
  %25 = icmp ugt i64 %24, 16
  br i1 %25, label %26, label %28

26:                                               ; preds = %22
  %27 = lshr i64 %24, 1
  store i64 %27, ptr %23, align 8
  br label %28

28:                                               ; preds = %14, %20, %22, %26, %18
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 384
  %30 = load i64, ptr %29, align 8
  %31 = add i64 %30, -1
  %32 = icmp ult i64 %31, %9
  br i1 %32, label %33, label %40

33:                                               ; preds = %28
  %34 = and i32 %1, 1048575
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %34, ptr %35, align 4
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %37 = load i32, ptr %36, align 8
  %38 = icmp eq i32 %37, 0
  br i1 %38, label %39, label %63

39:                                               ; preds = %33
  store i32 8, ptr %36, align 8
  br label %60

40:                                               ; preds = %28
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 408
  %42 = load i64, ptr %41, align 8
  %43 = icmp eq i64 %42, 0
  br i1 %43, label %63, label %44

44:                                               ; preds = %40
  %45 = getelementptr inbounds nuw i8, ptr %0, i64 400
  %46 = load i64, ptr %45, align 8
  %47 = sub i64 %9, %46
  %48 = icmp ugt i64 %47, 19999999
  br i1 %48, label %49, label %63

49:                                               ; preds = %44
  store i64 %9, ptr %45, align 8
  %50 = inttoptr i64 %42 to ptr
  %51 = call i64 %50(ptr noundef nonnull %0) #31
  %52 = icmp eq i64 %51, 0
  br i1 %52, label %63, label %53

53:                                               ; preds = %49
  %54 = and i32 %1, 1048575
  %55 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %54, ptr %55, align 4
  %56 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %57 = load i32, ptr %56, align 8
  %58 = icmp eq i32 %57, 0
  br i1 %58, label %59, label %63

59:                                               ; preds = %53
  store i32 9, ptr %56, align 8
  br label %60

60:                                               ; preds = %39, %59
  %61 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 0, ptr %61, align 8
  %62 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 0, ptr %62, align 8
  br label %63

63:                                               ; preds = %60, %53, %33, %40, %44, %49
  %64 = phi i64 [ 1, %40 ], [ 0, %53 ], [ 1, %49 ], [ 1, %44 ], [ 0, %33 ], [ 0, %60 ]
  ret i64 %64
}

; Function Attrs: nounwind
define hidden i64 @pp_hash_lookup(ptr noundef readonly captures(address_is_null) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = inttoptr i64 %1 to ptr
  %5 = inttoptr i64 %2 to ptr
  %6 = tail call fastcc i32 @hash_find(ptr noundef %4, ptr noundef %5) #29
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %44, label %8

8:                                                ; preds = %3
  %9 = icmp eq ptr %0, null
  br i1 %9, label %29, label %10

10:                                               ; preds = %8
  %11 = load i32, ptr %4, align 8
  %12 = add i32 %11, -11
  %13 = icmp ult i32 %12, -2
  br i1 %13, label %21, label %14

14:                                               ; preds = %10
  %15 = getelementptr inbounds nuw i8, ptr %4, i64 152
  %16 = load i64, ptr %15, align 8
  %17 = inttoptr i64 %16 to ptr
  %18 = zext i32 %6 to i64
  %19 = getelementptr inbounds nuw i8, ptr %17, i64 %18
  %20 = getelementptr inbounds i8, ptr %19, i64 -1
  store atomic i8 1, ptr %20 monotonic, align 1
  br label %21

21:                                               ; preds = %14, %10
  %22 = getelementptr inbounds nuw i8, ptr %4, i64 144
  %23 = load i32, ptr %22, align 8
  %24 = icmp ugt i32 %23, 1
  br i1 %24, label %25, label %29

25:                                               ; preds = %21
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %27 = load i32, ptr %26, align 8
  %28 = zext i32 %27 to i64
  br label %29

29:                                               ; preds = %8, %21, %25
  %30 = phi i64 [ %28, %25 ], [ 0, %21 ], [ 0, %8 ]
  %31 = add i32 %6, -1
  %32 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %33 = load i64, ptr %32, align 8
  %34 = zext i32 %31 to i64
  %35 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %36 = load i32, ptr %35, align 8
  %37 = zext i32 %36 to i64
  %38 = mul nuw i64 %37, %34
  %39 = add i64 %38, %33
  %40 = getelementptr inbounds nuw i8, ptr %4, i64 136
  %41 = load i64, ptr %40, align 8
  %42 = mul i64 %41, %30
  %43 = add i64 %39, %42
  br label %44

44:                                               ; preds = %3, %29
  %45 = phi i64 [ %43, %29 ], [ 0, %3 ]
  ret i64 %45
}

; Function Attrs: noinline nounwind
define internal fastcc i32 @hash_find(ptr noundef captures(none) %0, ptr noundef readonly captures(none) %1) unnamed_addr #1 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %4 = load i32, ptr %3, align 8
  %5 = zext i32 %4 to i64
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %7 = load i32, ptr %6, align 4
  %8 = mul nuw i64 %5, 4294967297
  %9 = xor i64 %8, -7046029254386353131
  %10 = or i64 %9, 1
  %11 = icmp ugt i32 %7, 7
  br i1 %11, label %12, label %28

12:                                               ; preds = %2
  %13 = zext i64 %10 to i128
  br label %14

14:                                               ; preds = %14, %12
  %15 = phi ptr [ %1, %12 ], [ %26, %14 ]
  %16 = phi i32 [ %7, %12 ], [ %25, %14 ]
  %17 = phi i64 [ %9, %12 ], [ %24, %14 ]
  %18 = load i64, ptr %15, align 1
  %19 = xor i64 %18, %17
  %20 = zext i64 %19 to i128
  %21 = mul nuw i128 %20, %13
  %22 = lshr i128 %21, 64
  %23 = xor i128 %22, %21
  %24 = trunc i128 %23 to i64
  %25 = add i32 %16, -8
  %26 = getelementptr inbounds nuw i8, ptr %15, i64 8
  %27 = icmp ugt i32 %25, 7
  br i1 %27, label %14, label %28, !llvm.loop !15

28:                                               ; preds = %14, %2
  %29 = phi i64 [ %9, %2 ], [ %24, %14 ]
  %30 = phi i32 [ %7, %2 ], [ %25, %14 ]
  %31 = phi ptr [ %1, %2 ], [ %26, %14 ]
  %32 = icmp eq i32 %30, 0
  br i1 %32, label %64, label %33

33:                                               ; preds = %28
  %34 = icmp samesign ult i32 %30, 4
  br i1 %34, label %39, label %35

35:                                               ; preds = %33
  %36 = load i32, ptr %31, align 1
  %37 = zext i32 %36 to i64
  %38 = getelementptr inbounds nuw i8, ptr %31, i64 4
  br label %39

39:                                               ; preds = %35, %33
  %40 = phi i64 [ %37, %35 ], [ 0, %33 ]
  %41 = phi ptr [ %38, %35 ], [ %31, %33 ]
  %42 = and i32 %30, 3
  %43 = icmp eq i32 %42, 0
  br i1 %43, label %55, label %44

44:                                               ; preds = %39, %44
  %45 = phi ptr [ %53, %44 ], [ %41, %39 ]
  %46 = phi i64 [ %51, %44 ], [ %40, %39 ]
  %47 = phi i32 [ %52, %44 ], [ %42, %39 ]
  %48 = shl i64 %46, 8
  %49 = load i8, ptr %45, align 1
  %50 = zext i8 %49 to i64
  %51 = or disjoint i64 %48, %50
  %52 = add nsw i32 %47, -1
  %53 = getelementptr inbounds nuw i8, ptr %45, i64 1
  %54 = icmp eq i32 %52, 0
  br i1 %54, label %55, label %44, !llvm.loop !16

55:                                               ; preds = %44, %39
  %56 = phi i64 [ %40, %39 ], [ %51, %44 ]
  %57 = xor i64 %56, %29
  %58 = zext i64 %57 to i128
  %59 = zext i64 %10 to i128
  %60 = mul nuw i128 %58, %59
  %61 = lshr i128 %60, 64
  %62 = xor i128 %61, %60
  %63 = trunc i128 %62 to i64
  br label %64

64:                                               ; preds = %28, %55
  %65 = phi i64 [ %63, %55 ], [ %29, %28 ]
  %66 = mul i64 %65, -7046029254386353131
  %67 = lshr i64 %66, 32
  %68 = trunc nuw i64 %67 to i32
  %69 = getelementptr inbounds nuw i8, ptr %0, i64 92
  %70 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %71 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %72 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %73 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %74 = getelementptr inbounds nuw i8, ptr %0, i64 28
  %75 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %76 = getelementptr inbounds nuw i8, ptr %0, i64 20
  br label %77

77:                                               ; preds = %64, %158
  %78 = phi i32 [ 0, %64 ], [ %159, %158 ]
  %79 = load atomic i32, ptr %69 acquire, align 4
  %80 = and i32 %79, 1
  %81 = icmp eq i32 %80, 0
  br i1 %81, label %82, label %158

82:                                               ; preds = %77
  %83 = load i64, ptr %70, align 8
  %84 = inttoptr i64 %83 to ptr
  %85 = load i64, ptr %71, align 8
  %86 = inttoptr i64 %85 to ptr
  %87 = load i32, ptr %72, align 8
  %88 = load i64, ptr %73, align 8
  %89 = inttoptr i64 %88 to ptr
  %90 = load i32, ptr %74, align 4
  %91 = and i32 %90, %68
  %92 = zext i32 %91 to i64
  %93 = getelementptr inbounds nuw i32, ptr %89, i64 %92
  %94 = load atomic i32, ptr %93 monotonic, align 4
  %95 = icmp eq i32 %94, 0
  br i1 %95, label %155, label %96

96:                                               ; preds = %82, %146
  %97 = phi i32 [ %149, %146 ], [ %87, %82 ]
  %98 = phi i32 [ %148, %146 ], [ %94, %82 ]
  %99 = icmp ule i32 %98, %87
  %100 = icmp ne i32 %97, 0
  %101 = select i1 %99, i1 %100, i1 false
  br i1 %101, label %102, label %151

102:                                              ; preds = %96
  %103 = add i32 %98, -1
  %104 = zext i32 %103 to i64
  %105 = getelementptr inbounds nuw i32, ptr %86, i64 %104
  %106 = load i32, ptr %105, align 4
  %107 = icmp eq i32 %106, %68
  br i1 %107, label %108, label %146

108:                                              ; preds = %102
  %109 = load i64, ptr %75, align 8
  %110 = inttoptr i64 %109 to ptr
  %111 = load i32, ptr %76, align 4
  %112 = zext i32 %111 to i64
  %113 = mul nuw i64 %112, %104
  %114 = getelementptr inbounds nuw i8, ptr %110, i64 %113
  %115 = load i32, ptr %6, align 4
  %116 = icmp ugt i32 %115, 7
  br i1 %116, label %122, label %117

117:                                              ; preds = %129, %108
  %118 = phi ptr [ %114, %108 ], [ %132, %129 ]
  %119 = phi i32 [ %115, %108 ], [ %130, %129 ]
  %120 = phi ptr [ %1, %108 ], [ %131, %129 ]
  %121 = icmp eq i32 %119, 0
  br i1 %121, label %151, label %134

122:                                              ; preds = %108, %129
  %123 = phi ptr [ %131, %129 ], [ %1, %108 ]
  %124 = phi i32 [ %130, %129 ], [ %115, %108 ]
  %125 = phi ptr [ %132, %129 ], [ %114, %108 ]
  %126 = load i64, ptr %123, align 1
  %127 = load i64, ptr %125, align 1
  %128 = icmp eq i64 %126, %127
  br i1 %128, label %129, label %146

129:                                              ; preds = %122
  %130 = add i32 %124, -8
  %131 = getelementptr inbounds nuw i8, ptr %123, i64 8
  %132 = getelementptr inbounds nuw i8, ptr %125, i64 8
  %133 = icmp ugt i32 %130, 7
  br i1 %133, label %122, label %117, !llvm.loop !17

134:                                              ; preds = %117, %141
  %135 = phi ptr [ %143, %141 ], [ %120, %117 ]
  %136 = phi i32 [ %142, %141 ], [ %119, %117 ]
  %137 = phi ptr [ %144, %141 ], [ %118, %117 ]
  %138 = load i8, ptr %135, align 1
  %139 = load i8, ptr %137, align 1
  %140 = icmp eq i8 %138, %139
  br i1 %140, label %141, label %146

141:                                              ; preds = %134
  %142 = add nsw i32 %136, -1
  %143 = getelementptr inbounds nuw i8, ptr %135, i64 1
  %144 = getelementptr inbounds nuw i8, ptr %137, i64 1
  %145 = icmp eq i32 %142, 0
  br i1 %145, label %151, label %134, !llvm.loop !18

146:                                              ; preds = %122, %134, %102
  %147 = getelementptr inbounds nuw i32, ptr %84, i64 %104
  %148 = load atomic i32, ptr %147 monotonic, align 4
  %149 = add i32 %97, -1
  %150 = icmp eq i32 %148, 0
  br i1 %150, label %151, label %96, !llvm.loop !19

151:                                              ; preds = %96, %117, %146, %141
  %152 = phi i32 [ %98, %141 ], [ 0, %146 ], [ 0, %96 ], [ %98, %117 ]
  fence acquire
  %153 = load atomic i32, ptr %69 monotonic, align 4
  %154 = icmp eq i32 %153, %79
  br i1 %154, label %254, label %158

155:                                              ; preds = %82
  fence acquire
  %156 = load atomic i32, ptr %69 monotonic, align 4
  %157 = icmp eq i32 %156, %79
  br i1 %157, label %254, label %158

158:                                              ; preds = %155, %77, %151
  %159 = add nuw nsw i32 %78, 1
  %160 = icmp eq i32 %159, 64
  br i1 %160, label %161, label %77, !llvm.loop !20

161:                                              ; preds = %158
  %162 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %163 = atomicrmw xchg ptr %162, i32 1 acquire, align 8
  %164 = icmp eq i32 %163, 0
  br i1 %164, label %183, label %169

165:                                              ; preds = %180, %169
  %166 = phi i32 [ %170, %169 ], [ %175, %180 ]
  %167 = atomicrmw xchg ptr %162, i32 1 acquire, align 8
  %168 = icmp eq i32 %167, 0
  br i1 %168, label %183, label %169, !llvm.loop !21

169:                                              ; preds = %161, %165
  %170 = phi i32 [ %166, %165 ], [ 0, %161 ]
  %171 = load atomic i32, ptr %162 monotonic, align 8
  %172 = icmp eq i32 %171, 0
  br i1 %172, label %165, label %173

173:                                              ; preds = %169, %180
  %174 = phi i32 [ %175, %180 ], [ %170, %169 ]
  %175 = add i32 %174, 1
  %176 = and i32 %175, 255
  %177 = icmp eq i32 %176, 0
  br i1 %177, label %178, label %180

178:                                              ; preds = %173
  %179 = tail call i32 @sched_yield() #31
  br label %180

180:                                              ; preds = %178, %173
  %181 = load atomic i32, ptr %162 monotonic, align 8
  %182 = icmp eq i32 %181, 0
  br i1 %182, label %165, label %173, !llvm.loop !22

183:                                              ; preds = %165, %161
  %184 = load i64, ptr %70, align 8
  %185 = inttoptr i64 %184 to ptr
  %186 = load i64, ptr %71, align 8
  %187 = inttoptr i64 %186 to ptr
  %188 = load i32, ptr %72, align 8
  %189 = load i64, ptr %73, align 8
  %190 = inttoptr i64 %189 to ptr
  %191 = load i32, ptr %74, align 4
  %192 = and i32 %191, %68
  %193 = zext i32 %192 to i64
  %194 = getelementptr inbounds nuw i32, ptr %190, i64 %193
  %195 = load atomic i32, ptr %194 monotonic, align 4
  %196 = icmp eq i32 %195, 0
  br i1 %196, label %252, label %197

197:                                              ; preds = %183, %247
  %198 = phi i32 [ %250, %247 ], [ %188, %183 ]
  %199 = phi i32 [ %249, %247 ], [ %195, %183 ]
  %200 = icmp ule i32 %199, %188
  %201 = icmp ne i32 %198, 0
  %202 = select i1 %200, i1 %201, i1 false
  br i1 %202, label %203, label %252

203:                                              ; preds = %197
  %204 = add i32 %199, -1
  %205 = zext i32 %204 to i64
  %206 = getelementptr inbounds nuw i32, ptr %187, i64 %205
  %207 = load i32, ptr %206, align 4
  %208 = icmp eq i32 %207, %68
  br i1 %208, label %209, label %247

209:                                              ; preds = %203
  %210 = load i64, ptr %75, align 8
  %211 = inttoptr i64 %210 to ptr
  %212 = load i32, ptr %76, align 4
  %213 = zext i32 %212 to i64
  %214 = mul nuw i64 %213, %205
  %215 = getelementptr inbounds nuw i8, ptr %211, i64 %214
  %216 = load i32, ptr %6, align 4
  %217 = icmp ugt i32 %216, 7
  br i1 %217, label %223, label %218

218:                                              ; preds = %230, %209
  %219 = phi ptr [ %215, %209 ], [ %233, %230 ]
  %220 = phi i32 [ %216, %209 ], [ %231, %230 ]
  %221 = phi ptr [ %1, %209 ], [ %232, %230 ]
  %222 = icmp eq i32 %220, 0
  br i1 %222, label %252, label %235

223:                                              ; preds = %209, %230
  %224 = phi ptr [ %232, %230 ], [ %1, %209 ]
  %225 = phi i32 [ %231, %230 ], [ %216, %209 ]
  %226 = phi ptr [ %233, %230 ], [ %215, %209 ]
  %227 = load i64, ptr %224, align 1
  %228 = load i64, ptr %226, align 1
  %229 = icmp eq i64 %227, %228
  br i1 %229, label %230, label %247

230:                                              ; preds = %223
  %231 = add i32 %225, -8
  %232 = getelementptr inbounds nuw i8, ptr %224, i64 8
  %233 = getelementptr inbounds nuw i8, ptr %226, i64 8
  %234 = icmp ugt i32 %231, 7
  br i1 %234, label %223, label %218, !llvm.loop !17

235:                                              ; preds = %218, %242
  %236 = phi ptr [ %244, %242 ], [ %221, %218 ]
  %237 = phi i32 [ %243, %242 ], [ %220, %218 ]
  %238 = phi ptr [ %245, %242 ], [ %219, %218 ]
  %239 = load i8, ptr %236, align 1
  %240 = load i8, ptr %238, align 1
  %241 = icmp eq i8 %239, %240
  br i1 %241, label %242, label %247

242:                                              ; preds = %235
  %243 = add nsw i32 %237, -1
  %244 = getelementptr inbounds nuw i8, ptr %236, i64 1
  %245 = getelementptr inbounds nuw i8, ptr %238, i64 1
  %246 = icmp eq i32 %243, 0
  br i1 %246, label %252, label %235, !llvm.loop !18

247:                                              ; preds = %223, %235, %203
  %248 = getelementptr inbounds nuw i32, ptr %185, i64 %205
  %249 = load atomic i32, ptr %248 monotonic, align 4
  %250 = add i32 %198, -1
  %251 = icmp eq i32 %249, 0
  br i1 %251, label %252, label %197, !llvm.loop !19

252:                                              ; preds = %197, %218, %247, %242, %183
  %253 = phi i32 [ 0, %183 ], [ %199, %242 ], [ 0, %197 ], [ 0, %247 ], [ %199, %218 ]
  store atomic i32 0, ptr %162 release, align 8
  br label %254

254:                                              ; preds = %151, %155, %252
  %255 = phi i32 [ %253, %252 ], [ %152, %151 ], [ 0, %155 ]
  ret i32 %255
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_array_lookup(ptr noundef readonly captures(address_is_null) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #4 {
  %4 = inttoptr i64 %1 to ptr
  %5 = inttoptr i64 %2 to ptr
  %6 = load i32, ptr %5, align 1
  %7 = getelementptr inbounds nuw i8, ptr %4, i64 12
  %8 = load i32, ptr %7, align 4
  %9 = icmp ult i32 %6, %8
  br i1 %9, label %10, label %34

10:                                               ; preds = %3
  %11 = getelementptr inbounds nuw i8, ptr %4, i64 144
  %12 = load i32, ptr %11, align 8
  %13 = icmp ugt i32 %12, 1
  %14 = icmp ne ptr %0, null
  %15 = and i1 %14, %13
  br i1 %15, label %16, label %20

16:                                               ; preds = %10
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %18 = load i32, ptr %17, align 8
  %19 = zext i32 %18 to i64
  br label %20

20:                                               ; preds = %10, %16
  %21 = phi i64 [ %19, %16 ], [ 0, %10 ]
  %22 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %23 = load i64, ptr %22, align 8
  %24 = zext i32 %6 to i64
  %25 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %26 = load i32, ptr %25, align 8
  %27 = zext i32 %26 to i64
  %28 = mul nuw i64 %27, %24
  %29 = add i64 %28, %23
  %30 = getelementptr inbounds nuw i8, ptr %4, i64 136
  %31 = load i64, ptr %30, align 8
  %32 = mul i64 %31, %21
  %33 = add i64 %29, %32
  br label %34

34:                                               ; preds = %3, %20
  %35 = phi i64 [ %33, %20 ], [ 0, %3 ]
  ret i64 %35
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i64(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i64, i1 immarg) #5

; Function Attrs: nounwind
define hidden i64 @pp_map_lookup(ptr noundef readonly captures(address_is_null) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = inttoptr i64 %1 to ptr
  %5 = load i32, ptr %4, align 8
  switch i32 %5, label %101 [
    i32 2, label %6
    i32 6, label %6
    i32 11, label %36
    i32 12, label %38
    i32 13, label %54
  ]

6:                                                ; preds = %3, %3
  %7 = inttoptr i64 %2 to ptr
  %8 = load i32, ptr %7, align 1
  %9 = getelementptr inbounds nuw i8, ptr %4, i64 12
  %10 = load i32, ptr %9, align 4
  %11 = icmp ult i32 %8, %10
  br i1 %11, label %12, label %141

12:                                               ; preds = %6
  %13 = getelementptr inbounds nuw i8, ptr %4, i64 144
  %14 = load i32, ptr %13, align 8
  %15 = icmp ugt i32 %14, 1
  %16 = icmp ne ptr %0, null
  %17 = and i1 %16, %15
  br i1 %17, label %18, label %22

18:                                               ; preds = %12
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %20 = load i32, ptr %19, align 8
  %21 = zext i32 %20 to i64
  br label %22

22:                                               ; preds = %18, %12
  %23 = phi i64 [ %21, %18 ], [ 0, %12 ]
  %24 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %25 = load i64, ptr %24, align 8
  %26 = zext i32 %8 to i64
  %27 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %28 = load i32, ptr %27, align 8
  %29 = zext i32 %28 to i64
  %30 = mul nuw i64 %29, %26
  %31 = add i64 %30, %25
  %32 = getelementptr inbounds nuw i8, ptr %4, i64 136
  %33 = load i64, ptr %32, align 8
  %34 = mul i64 %33, %23
  %35 = add i64 %31, %34
  br label %141

36:                                               ; preds = %3
  %37 = tail call i64 @pp_lpm_lookup(ptr poison, i64 noundef %1, i64 noundef %2) #29
  br label %141

38:                                               ; preds = %3
  %39 = inttoptr i64 %2 to ptr
  %40 = load i32, ptr %39, align 1
  %41 = getelementptr inbounds nuw i8, ptr %4, i64 12
  %42 = load i32, ptr %41, align 4
  %43 = icmp ult i32 %40, %42
  br i1 %43, label %44, label %141

44:                                               ; preds = %38
  %45 = getelementptr inbounds nuw i8, ptr %4, i64 144
  %46 = load i32, ptr %45, align 8
  %47 = icmp ugt i32 %46, 1
  %48 = icmp ne ptr %0, null
  %49 = and i1 %48, %47
  br i1 %49, label %50, label %82

50:                                               ; preds = %44
  %51 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %52 = load i32, ptr %51, align 8
  %53 = zext i32 %52 to i64
  br label %82

54:                                               ; preds = %3
  %55 = inttoptr i64 %2 to ptr
  %56 = tail call fastcc i32 @hash_find(ptr noundef nonnull %4, ptr noundef %55) #29
  %57 = icmp eq i32 %56, 0
  br i1 %57, label %141, label %58

58:                                               ; preds = %54
  %59 = icmp eq ptr %0, null
  br i1 %59, label %79, label %60

60:                                               ; preds = %58
  %61 = load i32, ptr %4, align 8
  %62 = add i32 %61, -11
  %63 = icmp ult i32 %62, -2
  br i1 %63, label %71, label %64

64:                                               ; preds = %60
  %65 = getelementptr inbounds nuw i8, ptr %4, i64 152
  %66 = load i64, ptr %65, align 8
  %67 = inttoptr i64 %66 to ptr
  %68 = zext i32 %56 to i64
  %69 = getelementptr inbounds nuw i8, ptr %67, i64 %68
  %70 = getelementptr inbounds i8, ptr %69, i64 -1
  store atomic i8 1, ptr %70 monotonic, align 1
  br label %71

71:                                               ; preds = %64, %60
  %72 = getelementptr inbounds nuw i8, ptr %4, i64 144
  %73 = load i32, ptr %72, align 8
  %74 = icmp ugt i32 %73, 1
  br i1 %74, label %75, label %79

75:                                               ; preds = %71
  %76 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %77 = load i32, ptr %76, align 8
  %78 = zext i32 %77 to i64
  br label %79

79:                                               ; preds = %75, %71, %58
  %80 = phi i64 [ %78, %75 ], [ 0, %71 ], [ 0, %58 ]
  %81 = add i32 %56, -1
  br label %82

82:                                               ; preds = %44, %50, %79
  %83 = phi i32 [ %81, %79 ], [ %40, %50 ], [ %40, %44 ]
  %84 = phi i64 [ %80, %79 ], [ %53, %50 ], [ 0, %44 ]
  %85 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %86 = load i64, ptr %85, align 8
  %87 = zext i32 %83 to i64
  %88 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %89 = load i32, ptr %88, align 8
  %90 = zext i32 %89 to i64
  %91 = mul nuw i64 %90, %87
  %92 = add i64 %91, %86
  %93 = getelementptr inbounds nuw i8, ptr %4, i64 136
  %94 = load i64, ptr %93, align 8
  %95 = mul i64 %94, %84
  %96 = add i64 %92, %95
  %97 = icmp eq i64 %96, 0
  br i1 %97, label %141, label %98

98:                                               ; preds = %82
  %99 = inttoptr i64 %96 to ptr
  %100 = load atomic i64, ptr %99 acquire, align 8
  br label %141

101:                                              ; preds = %3
  %102 = inttoptr i64 %2 to ptr
  %103 = tail call fastcc i32 @hash_find(ptr noundef nonnull %4, ptr noundef %102) #29
  %104 = icmp eq i32 %103, 0
  br i1 %104, label %141, label %105

105:                                              ; preds = %101
  %106 = icmp eq ptr %0, null
  br i1 %106, label %126, label %107

107:                                              ; preds = %105
  %108 = load i32, ptr %4, align 8
  %109 = add i32 %108, -11
  %110 = icmp ult i32 %109, -2
  br i1 %110, label %118, label %111

111:                                              ; preds = %107
  %112 = getelementptr inbounds nuw i8, ptr %4, i64 152
  %113 = load i64, ptr %112, align 8
  %114 = inttoptr i64 %113 to ptr
  %115 = zext i32 %103 to i64
  %116 = getelementptr inbounds nuw i8, ptr %114, i64 %115
  %117 = getelementptr inbounds i8, ptr %116, i64 -1
  store atomic i8 1, ptr %117 monotonic, align 1
  br label %118

118:                                              ; preds = %111, %107
  %119 = getelementptr inbounds nuw i8, ptr %4, i64 144
  %120 = load i32, ptr %119, align 8
  %121 = icmp ugt i32 %120, 1
  br i1 %121, label %122, label %126

122:                                              ; preds = %118
  %123 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %124 = load i32, ptr %123, align 8
  %125 = zext i32 %124 to i64
  br label %126

126:                                              ; preds = %122, %118, %105
  %127 = phi i64 [ %125, %122 ], [ 0, %118 ], [ 0, %105 ]
  %128 = add i32 %103, -1
  %129 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %130 = load i64, ptr %129, align 8
  %131 = zext i32 %128 to i64
  %132 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %133 = load i32, ptr %132, align 8
  %134 = zext i32 %133 to i64
  %135 = mul nuw i64 %134, %131
  %136 = add i64 %135, %130
  %137 = getelementptr inbounds nuw i8, ptr %4, i64 136
  %138 = load i64, ptr %137, align 8
  %139 = mul i64 %138, %127
  %140 = add i64 %136, %139
  br label %141

141:                                              ; preds = %54, %38, %126, %101, %22, %6, %98, %82, %36
  %142 = phi i64 [ 0, %101 ], [ 0, %82 ], [ %37, %36 ], [ %100, %98 ], [ %35, %22 ], [ 0, %6 ], [ %140, %126 ], [ 0, %38 ], [ 0, %54 ]
  ret i64 %142
}

; Function Attrs: nounwind
define hidden i64 @pp_lpm_lookup(ptr readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = alloca %struct.prefix, align 8
  %5 = inttoptr i64 %1 to ptr
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #30
  %6 = call fastcc i32 @read_prefix(ptr noundef %5, i64 noundef %2, ptr noundef %4, i32 noundef 0) #29
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %60, label %8

8:                                                ; preds = %3
  %9 = getelementptr inbounds nuw i8, ptr %5, i64 92
  br label %10

10:                                               ; preds = %8, %21
  %11 = phi i32 [ 0, %8 ], [ %22, %21 ]
  %12 = load atomic i32, ptr %9 acquire, align 4
  %13 = and i32 %12, 1
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %15, label %21

15:                                               ; preds = %10
  %16 = call fastcc i32 @walk(ptr noundef nonnull %5, ptr noundef %4) #29
  fence acquire
  %17 = load atomic i32, ptr %9 monotonic, align 4
  %18 = icmp eq i32 %17, %12
  br i1 %18, label %19, label %21

19:                                               ; preds = %15
  %20 = icmp eq i32 %16, 0
  br i1 %20, label %60, label %49

21:                                               ; preds = %10, %15
  %22 = add nuw nsw i32 %11, 1
  %23 = icmp eq i32 %22, 64
  br i1 %23, label %24, label %10, !llvm.loop !23

24:                                               ; preds = %21
  %25 = getelementptr inbounds nuw i8, ptr %5, i64 88
  %26 = atomicrmw xchg ptr %25, i32 1 acquire, align 8
  %27 = icmp eq i32 %26, 0
  br i1 %27, label %46, label %32

28:                                               ; preds = %43, %32
  %29 = phi i32 [ %33, %32 ], [ %38, %43 ]
  %30 = atomicrmw xchg ptr %25, i32 1 acquire, align 8
  %31 = icmp eq i32 %30, 0
  br i1 %31, label %46, label %32, !llvm.loop !21

32:                                               ; preds = %24, %28
  %33 = phi i32 [ %29, %28 ], [ 0, %24 ]
  %34 = load atomic i32, ptr %25 monotonic, align 8
  %35 = icmp eq i32 %34, 0
  br i1 %35, label %28, label %36

36:                                               ; preds = %32, %43
  %37 = phi i32 [ %38, %43 ], [ %33, %32 ]
  %38 = add i32 %37, 1
  %39 = and i32 %38, 255
  %40 = icmp eq i32 %39, 0
  br i1 %40, label %41, label %43

41:                                               ; preds = %36
  %42 = call i32 @sched_yield() #31
  br label %43

43:                                               ; preds = %41, %36
  %44 = load atomic i32, ptr %25 monotonic, align 8
  %45 = icmp eq i32 %44, 0
  br i1 %45, label %28, label %36, !llvm.loop !22

46:                                               ; preds = %28, %24
  %47 = call fastcc i32 @walk(ptr noundef nonnull %5, ptr noundef %4) #29
  store atomic i32 0, ptr %25 release, align 8
  %48 = icmp eq i32 %47, 0
  br i1 %48, label %60, label %49

49:                                               ; preds = %46, %19
  %50 = phi i32 [ %16, %19 ], [ %47, %46 ]
  %51 = add i32 %50, -1
  %52 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %53 = load i64, ptr %52, align 8
  %54 = zext i32 %51 to i64
  %55 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %56 = load i32, ptr %55, align 8
  %57 = zext i32 %56 to i64
  %58 = mul nuw i64 %57, %54
  %59 = add i64 %58, %53
  br label %60

60:                                               ; preds = %49, %19, %46, %3
  %61 = phi i64 [ 0, %3 ], [ 0, %46 ], [ 0, %19 ], [ %59, %49 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #30
  ret i64 %61
}

; Function Attrs: nounwind
define hidden i64 @pp_map_lookup_percpu(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = inttoptr i64 %1 to ptr
  %6 = trunc i64 %3 to i32
  %7 = getelementptr inbounds nuw i8, ptr %5, i64 144
  %8 = load i32, ptr %7, align 8
  %9 = icmp ugt i32 %8, %6
  br i1 %9, label %10, label %50

10:                                               ; preds = %4
  %11 = load i32, ptr %5, align 8
  %12 = icmp eq i32 %11, 6
  %13 = inttoptr i64 %2 to ptr
  br i1 %12, label %14, label %19

14:                                               ; preds = %10
  %15 = load i32, ptr %13, align 1
  %16 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %17 = load i32, ptr %16, align 4
  %18 = icmp ult i32 %15, %17
  br i1 %18, label %35, label %50

19:                                               ; preds = %10
  %20 = tail call fastcc i32 @hash_find(ptr noundef nonnull %5, ptr noundef %13) #29
  %21 = icmp eq i32 %20, 0
  br i1 %21, label %50, label %22

22:                                               ; preds = %19
  %23 = load i32, ptr %5, align 8
  %24 = add i32 %23, -11
  %25 = icmp ult i32 %24, -2
  br i1 %25, label %33, label %26

26:                                               ; preds = %22
  %27 = getelementptr inbounds nuw i8, ptr %5, i64 152
  %28 = load i64, ptr %27, align 8
  %29 = inttoptr i64 %28 to ptr
  %30 = zext i32 %20 to i64
  %31 = getelementptr inbounds nuw i8, ptr %29, i64 %30
  %32 = getelementptr inbounds i8, ptr %31, i64 -1
  store atomic i8 1, ptr %32 monotonic, align 1
  br label %33

33:                                               ; preds = %22, %26
  %34 = add i32 %20, -1
  br label %35

35:                                               ; preds = %14, %33
  %36 = phi i32 [ %34, %33 ], [ %15, %14 ]
  %37 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %38 = load i64, ptr %37, align 8
  %39 = zext i32 %36 to i64
  %40 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %41 = load i32, ptr %40, align 8
  %42 = zext i32 %41 to i64
  %43 = mul nuw i64 %42, %39
  %44 = add i64 %43, %38
  %45 = and i64 %3, 4294967295
  %46 = getelementptr inbounds nuw i8, ptr %5, i64 136
  %47 = load i64, ptr %46, align 8
  %48 = mul i64 %47, %45
  %49 = add i64 %44, %48
  br label %50

50:                                               ; preds = %35, %19, %14, %4
  %51 = phi i64 [ 0, %14 ], [ 0, %4 ], [ 0, %19 ], [ %49, %35 ]
  ret i64 %51
}

; Function Attrs: noinline nounwind
define internal fastcc range(i32 0, 2) i32 @read_prefix(ptr noundef readonly captures(none) %0, i64 noundef %1, ptr noundef nonnull %2, i32 noundef range(i32 0, 2) %3) unnamed_addr #1 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %6 = load i32, ptr %5, align 4
  %7 = add i32 %6, -4
  %8 = inttoptr i64 %1 to ptr
  %9 = icmp ne i32 %3, 0
  %10 = icmp ugt i32 %7, 7
  %11 = select i1 %9, i1 true, i1 %10
  br i1 %11, label %16, label %12

12:                                               ; preds = %4
  %13 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %14 = load i32, ptr %8, align 1
  store i32 %14, ptr %13, align 8
  %15 = getelementptr inbounds nuw i8, ptr %8, i64 4
  br label %29

16:                                               ; preds = %4
  %17 = getelementptr inbounds nuw i8, ptr %2, i64 12
  %18 = zext i32 %6 to i64
  %19 = tail call ptr @memcpy(ptr noundef nonnull %17, ptr noundef %8, i64 noundef %18) #31
  %20 = load i32, ptr %5, align 4
  %21 = zext i32 %20 to i64
  %22 = getelementptr inbounds nuw i8, ptr %17, i64 %21
  store i8 0, ptr %22, align 1
  %23 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %24 = load i32, ptr %17, align 1
  store i32 %24, ptr %23, align 8
  %25 = getelementptr inbounds nuw i8, ptr %2, i64 16
  br i1 %10, label %26, label %29

26:                                               ; preds = %16
  %27 = load i64, ptr %25, align 1
  %28 = tail call i64 @llvm.bswap.i64(i64 %27)
  br label %51

29:                                               ; preds = %12, %16
  %30 = phi ptr [ %15, %12 ], [ %25, %16 ]
  %31 = phi i32 [ %14, %12 ], [ %24, %16 ]
  switch i32 %6, label %32 [
    i32 8, label %34
    i32 4, label %51
  ]

32:                                               ; preds = %29
  %33 = zext nneg i32 %7 to i64
  br label %39

34:                                               ; preds = %29
  %35 = load i32, ptr %30, align 1
  %36 = tail call i32 @llvm.bswap.i32(i32 %35)
  %37 = zext i32 %36 to i64
  %38 = shl nuw i64 %37, 32
  br label %51

39:                                               ; preds = %39, %32
  %40 = phi i64 [ 0, %32 ], [ %49, %39 ]
  %41 = phi i64 [ 0, %32 ], [ %48, %39 ]
  %42 = getelementptr inbounds nuw i8, ptr %30, i64 %40
  %43 = load i8, ptr %42, align 1
  %44 = zext i8 %43 to i64
  %45 = shl nuw nsw i64 %40, 3
  %46 = sub nuw nsw i64 56, %45
  %47 = shl nuw i64 %44, %46
  %48 = or i64 %47, %41
  %49 = add nuw nsw i64 %40, 1
  %50 = icmp eq i64 %49, %33
  br i1 %50, label %51, label %39, !llvm.loop !24

51:                                               ; preds = %39, %26, %29, %34
  %52 = phi i32 [ %24, %26 ], [ %31, %34 ], [ %31, %29 ], [ %31, %39 ]
  %53 = phi i64 [ %28, %26 ], [ %38, %34 ], [ 0, %29 ], [ %48, %39 ]
  store i64 %53, ptr %2, align 8
  %54 = shl i32 %7, 3
  %55 = icmp ule i32 %52, %54
  %56 = zext i1 %55 to i32
  ret i32 %56
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc i32 @walk(ptr noundef readonly captures(none) %0, ptr noundef nonnull readonly captures(none) %1) unnamed_addr #6 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 168
  %4 = load atomic i64, ptr %3 monotonic, align 8
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 184
  %6 = load i32, ptr %5, align 8
  %7 = zext nneg i32 %6 to i64
  %8 = lshr i64 %4, %7
  %9 = shl nsw i64 -1, %7
  %10 = xor i64 %9, -1
  %11 = and i64 %8, %10
  %12 = trunc i64 %11 to i32
  %13 = shl i32 %6, 1
  %14 = zext nneg i32 %13 to i64
  %15 = shl nuw i64 1, %14
  %16 = or disjoint i32 %13, 1
  %17 = zext nneg i32 %16 to i64
  %18 = and i64 %4, %10
  %19 = and i64 %18, 4294967295
  %20 = icmp eq i64 %19, 0
  br i1 %20, label %86, label %21

21:                                               ; preds = %2
  %22 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %24 = getelementptr inbounds nuw i8, ptr %1, i64 16
  br label %25

25:                                               ; preds = %21, %69
  %26 = phi i64 [ %18, %21 ], [ %79, %69 ]
  %27 = phi i64 [ %4, %21 ], [ %73, %69 ]
  %28 = phi i32 [ %12, %21 ], [ %78, %69 ]
  %29 = phi i32 [ 0, %21 ], [ %41, %69 ]
  %30 = and i64 %27, %15
  %31 = icmp eq i64 %30, 0
  br i1 %31, label %32, label %82

32:                                               ; preds = %25
  %33 = lshr i64 %27, %17
  %34 = trunc i64 %33 to i32
  %35 = icmp ugt i32 %29, %34
  br i1 %35, label %82, label %36

36:                                               ; preds = %32
  %37 = mul i32 %34, 3
  %38 = load i32, ptr %22, align 8
  %39 = icmp ult i32 %37, %38
  br i1 %39, label %40, label %82

40:                                               ; preds = %36
  %41 = add i32 %34, 1
  %42 = load i64, ptr %23, align 8
  %43 = inttoptr i64 %42 to ptr
  %44 = shl i64 %26, 6
  %45 = and i64 %44, 274877906880
  %46 = getelementptr inbounds nuw i8, ptr %43, i64 %45
  %47 = icmp ult i32 %34, 21
  br i1 %47, label %48, label %54

48:                                               ; preds = %40
  %49 = load i64, ptr %1, align 8
  %50 = zext nneg i32 %37 to i64
  %51 = shl i64 %49, %50
  %52 = lshr i64 %51, 61
  %53 = trunc nuw nsw i64 %52 to i32
  br label %69

54:                                               ; preds = %40
  %55 = lshr i32 %37, 3
  %56 = zext nneg i32 %55 to i64
  %57 = getelementptr inbounds nuw i8, ptr %24, i64 %56
  %58 = load i8, ptr %57, align 1
  %59 = zext i8 %58 to i32
  %60 = shl nuw nsw i32 %59, 8
  %61 = getelementptr inbounds nuw i8, ptr %57, i64 1
  %62 = load i8, ptr %61, align 1
  %63 = zext i8 %62 to i32
  %64 = or disjoint i32 %60, %63
  %65 = and i32 %37, 7
  %66 = sub nuw nsw i32 13, %65
  %67 = lshr i32 %64, %66
  %68 = and i32 %67, 7
  br label %69

69:                                               ; preds = %54, %48
  %70 = phi i32 [ %53, %48 ], [ %68, %54 ]
  %71 = zext nneg i32 %70 to i64
  %72 = getelementptr inbounds nuw i64, ptr %46, i64 %71
  %73 = load atomic i64, ptr %72 monotonic, align 8
  %74 = lshr i64 %73, %7
  %75 = and i64 %74, %10
  %76 = trunc i64 %75 to i32
  %77 = icmp eq i32 %76, 0
  %78 = select i1 %77, i32 %28, i32 %76
  %79 = and i64 %73, %10
  %80 = and i64 %79, 4294967295
  %81 = icmp eq i64 %80, 0
  br i1 %81, label %82, label %25

82:                                               ; preds = %32, %36, %69, %25
  %83 = phi i32 [ %28, %25 ], [ %78, %69 ], [ %28, %36 ], [ %28, %32 ]
  %84 = phi i64 [ %27, %25 ], [ %73, %69 ], [ %27, %36 ], [ %27, %32 ]
  %85 = and i64 %84, %10
  br label %86

86:                                               ; preds = %82, %2
  %87 = phi i64 [ %85, %82 ], [ %18, %2 ]
  %88 = phi i32 [ %83, %82 ], [ %12, %2 ]
  %89 = phi i64 [ %84, %82 ], [ %4, %2 ]
  %90 = trunc i64 %87 to i32
  %91 = icmp eq i32 %90, 0
  %92 = and i64 %89, %15
  %93 = icmp eq i64 %92, 0
  %94 = select i1 %91, i1 true, i1 %93
  br i1 %94, label %95, label %97

95:                                               ; preds = %86
  %96 = icmp eq i32 %88, 0
  br i1 %96, label %119, label %97

97:                                               ; preds = %86, %95
  %98 = phi i32 [ %88, %95 ], [ %90, %86 ]
  %99 = tail call fastcc i32 @common_bits(ptr noundef %0, ptr noundef %1, i32 noundef %98) #29
  %100 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %101 = load i64, ptr %100, align 8
  %102 = inttoptr i64 %101 to ptr
  %103 = add i32 %98, -1
  %104 = zext i32 %103 to i64
  %105 = getelementptr inbounds nuw i8, ptr %0, i64 20
  %106 = load i32, ptr %105, align 4
  %107 = zext i32 %106 to i64
  %108 = mul nuw i64 %107, %104
  %109 = getelementptr inbounds nuw i8, ptr %102, i64 %108
  %110 = load i32, ptr %109, align 1
  %111 = icmp ult i32 %99, %110
  %112 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %113 = load i32, ptr %112, align 8
  %114 = icmp ugt i32 %110, %113
  %115 = select i1 %111, i1 true, i1 %114
  br i1 %115, label %116, label %119

116:                                              ; preds = %97
  %117 = tail call i32 @llvm.umin.i32(i32 %99, i32 %113)
  %118 = tail call fastcc i32 @walk_again(ptr noundef nonnull %0, ptr noundef %1, i32 noundef %117) #29
  br label %119

119:                                              ; preds = %97, %95, %116
  %120 = phi i32 [ 0, %95 ], [ %118, %116 ], [ %98, %97 ]
  ret i32 %120
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_publish(i64 noundef %0, i64 noundef %1) local_unnamed_addr #7 {
  %3 = inttoptr i64 %0 to ptr
  %4 = atomicrmw xchg ptr %3, i64 %1 acq_rel, align 8
  ret i64 %4
}

; Function Attrs: nounwind
define hidden range(i64 -95, 1) i64 @pp_map_update(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef %5) local_unnamed_addr #0 {
  %7 = alloca i32, align 4
  %8 = alloca %struct.socket, align 8
  %9 = inttoptr i64 %1 to ptr
  %10 = load i32, ptr %9, align 8
  switch i32 %10, label %104 [
    i32 2, label %11
    i32 6, label %11
    i32 15, label %13
    i32 18, label %13
    i32 20, label %13
  ]

11:                                               ; preds = %6, %6
  %12 = tail call fastcc i64 @update_array(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef %5) #29
  br label %106

13:                                               ; preds = %6, %6, %6
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #30
  %14 = inttoptr i64 %3 to ptr
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(88) %8, ptr noundef nonnull align 1 dereferenceable(88) %14, i64 88, i1 false)
  %15 = getelementptr inbounds nuw i8, ptr %8, i64 72
  %16 = load i32, ptr %15, align 8
  switch i32 %16, label %17 [
    i32 6, label %102
    i32 12, label %102
  ]

17:                                               ; preds = %13
  %18 = getelementptr inbounds nuw i8, ptr %8, i64 4
  %19 = load i32, ptr %18, align 4
  switch i32 %19, label %102 [
    i32 2, label %29
    i32 10, label %29
    i32 1, label %20
    i32 40, label %26
  ]

20:                                               ; preds = %17
  %21 = getelementptr inbounds nuw i8, ptr %8, i64 8
  %22 = load i32, ptr %21, align 8
  %23 = icmp ne i32 %22, 1
  %24 = icmp eq i32 %16, 1
  %25 = or i1 %24, %23
  br i1 %25, label %47, label %102

26:                                               ; preds = %17
  %27 = getelementptr inbounds nuw i8, ptr %8, i64 8
  %28 = load i32, ptr %27, align 8
  switch i32 %28, label %47 [
    i32 1, label %45
    i32 5, label %45
  ]

29:                                               ; preds = %17, %17
  %30 = getelementptr inbounds nuw i8, ptr %8, i64 8
  %31 = load i32, ptr %30, align 8
  %32 = icmp ne i32 %31, 1
  %33 = getelementptr inbounds nuw i8, ptr %8, i64 12
  %34 = load i32, ptr %33, align 4
  %35 = icmp ne i32 %34, 6
  %36 = select i1 %32, i1 true, i1 %35
  br i1 %36, label %37, label %42

37:                                               ; preds = %29
  switch i32 %19, label %102 [
    i32 2, label %38
    i32 10, label %38
  ]

38:                                               ; preds = %37, %37
  %39 = icmp eq i32 %31, 2
  %40 = icmp eq i32 %34, 17
  %41 = select i1 %39, i1 %40, i1 false
  br i1 %41, label %42, label %102

42:                                               ; preds = %38, %29
  switch i32 %19, label %47 [
    i32 2, label %43
    i32 10, label %43
  ]

43:                                               ; preds = %42, %42
  br i1 %36, label %47, label %44

44:                                               ; preds = %43
  switch i32 %16, label %102 [
    i32 10, label %47
    i32 1, label %47
  ]

45:                                               ; preds = %26, %26
  %46 = icmp eq i32 %16, 1
  br i1 %46, label %47, label %102

47:                                               ; preds = %45, %44, %44, %43, %42, %26, %20
  call void @llvm.lifetime.start.p0(ptr nonnull %7)
  %48 = icmp ugt i64 %4, 2
  br i1 %48, label %100, label %49

49:                                               ; preds = %47
  %50 = inttoptr i64 %2 to ptr
  %51 = getelementptr inbounds nuw i8, ptr %9, i64 4
  %52 = load i32, ptr %51, align 4
  %53 = tail call i32 @llvm.umin.i32(i32 %52, i32 4)
  %54 = zext nneg i32 %53 to i64
  call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 4 %7, ptr align 1 %50, i64 %54, i1 false)
  %55 = icmp eq i32 %10, 15
  br i1 %55, label %56, label %61

56:                                               ; preds = %49
  %57 = load i32, ptr %7, align 4
  %58 = getelementptr inbounds nuw i8, ptr %9, i64 12
  %59 = load i32, ptr %58, align 4
  %60 = icmp ult i32 %57, %59
  br i1 %60, label %61, label %100

61:                                               ; preds = %56, %49
  %62 = getelementptr inbounds nuw i8, ptr %8, i64 80
  %63 = load i64, ptr %62, align 8
  %64 = icmp eq i64 %63, 0
  br i1 %64, label %65, label %97

65:                                               ; preds = %61
  %66 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %67 = load i64, ptr %66, align 8
  %68 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %69 = load i64, ptr %68, align 8
  %70 = icmp eq i64 %69, 0
  br i1 %70, label %95, label %71

71:                                               ; preds = %65
  %72 = inttoptr i64 %69 to ptr
  %73 = load i64, ptr %72, align 8
  %74 = and i64 %73, 128
  %75 = icmp eq i64 %74, 0
  %76 = and i64 %73, 2048
  %77 = icmp eq i64 %76, 0
  br i1 %77, label %91, label %78

78:                                               ; preds = %71
  %79 = getelementptr inbounds nuw i8, ptr %72, i64 14088
  %80 = ptrtoint ptr %79 to i64
  %81 = sub i64 %67, %80
  %82 = getelementptr inbounds nuw i8, ptr %72, i64 14080
  %83 = load i64, ptr %82, align 8
  %84 = mul i64 %83, 96
  %85 = icmp ult i64 %81, %84
  br i1 %85, label %86, label %91

86:                                               ; preds = %78
  %87 = udiv i64 %81, 96
  %88 = getelementptr inbounds nuw %struct.open_socket, ptr %79, i64 %87
  %89 = getelementptr inbounds nuw i8, ptr %88, i64 80
  %90 = load i64, ptr %89, align 8
  br label %95

91:                                               ; preds = %78, %71
  br i1 %75, label %95, label %92

92:                                               ; preds = %91
  %93 = getelementptr inbounds nuw i8, ptr %72, i64 88
  %94 = load i64, ptr %93, align 8
  br label %95

95:                                               ; preds = %92, %91, %86, %65
  %96 = phi i64 [ %90, %86 ], [ %94, %92 ], [ 1, %91 ], [ 1, %65 ]
  store i64 %96, ptr %62, align 8
  br label %97

97:                                               ; preds = %95, %61
  %98 = ptrtoint ptr %8 to i64
  %99 = call fastcc i64 @update_hash(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %98, i64 noundef %4, i32 noundef 0) #29
  br label %100

100:                                              ; preds = %97, %56, %47
  %101 = phi i64 [ %99, %97 ], [ -22, %47 ], [ -7, %56 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %7)
  br label %102

102:                                              ; preds = %13, %13, %17, %20, %37, %38, %44, %45, %100
  %103 = phi i64 [ %101, %100 ], [ -95, %44 ], [ -22, %13 ], [ -95, %38 ], [ -95, %45 ], [ -95, %37 ], [ -95, %20 ], [ -22, %13 ], [ -95, %17 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #30
  br label %106

104:                                              ; preds = %6
  %105 = tail call fastcc i64 @update_hash(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef %5) #29
  br label %106

106:                                              ; preds = %104, %102, %11
  %107 = phi i64 [ %12, %11 ], [ %103, %102 ], [ %105, %104 ]
  ret i64 %107
}

; Function Attrs: nounwind
define internal fastcc range(i64 -22, 1) i64 @update_array(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef %5) unnamed_addr #0 {
  %7 = inttoptr i64 %1 to ptr
  %8 = and i64 %4, -5
  %9 = icmp ugt i64 %8, 2
  br i1 %9, label %74, label %10

10:                                               ; preds = %6
  %11 = inttoptr i64 %2 to ptr
  %12 = load i32, ptr %11, align 1
  %13 = getelementptr inbounds nuw i8, ptr %7, i64 12
  %14 = load i32, ptr %13, align 4
  %15 = icmp ult i32 %12, %14
  br i1 %15, label %16, label %74

16:                                               ; preds = %10
  %17 = and i64 %4, 1
  %18 = icmp eq i64 %17, 0
  br i1 %18, label %19, label %74

19:                                               ; preds = %16
  %20 = and i64 %4, 4
  %21 = icmp eq i64 %20, 0
  br i1 %21, label %24, label %22

22:                                               ; preds = %19
  %23 = tail call fastcc i64 @update_locked(ptr noundef %0, ptr noundef nonnull %7, i32 noundef %12, i64 noundef %3, i32 noundef %5) #29
  br label %39

24:                                               ; preds = %19
  %25 = inttoptr i64 %3 to ptr
  %26 = getelementptr inbounds nuw i8, ptr %7, i64 144
  %27 = load i32, ptr %26, align 8
  %28 = icmp ugt i32 %27, 1
  %29 = icmp ne ptr %0, null
  %30 = and i1 %29, %28
  br i1 %30, label %31, label %34

31:                                               ; preds = %24
  %32 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %33 = load i32, ptr %32, align 8
  br label %34

34:                                               ; preds = %24, %31
  %35 = phi i32 [ %33, %31 ], [ 0, %24 ]
  %36 = icmp eq ptr %0, null
  %37 = and i1 %36, %28
  %38 = zext i1 %37 to i32
  tail call fastcc void @put_value(ptr noundef %0, ptr noundef nonnull %7, i32 noundef %12, ptr noundef %25, i32 noundef %35, i32 noundef %38, i32 noundef 0) #29
  br label %39

39:                                               ; preds = %34, %22
  %40 = phi i64 [ %23, %22 ], [ 0, %34 ]
  %41 = getelementptr inbounds nuw i8, ptr %7, i64 236
  %42 = load i32, ptr %41, align 4
  %43 = icmp eq i32 %42, 0
  %44 = icmp ne i64 %40, 0
  %45 = select i1 %43, i1 true, i1 %44
  br i1 %45, label %74, label %46

46:                                               ; preds = %39
  %47 = getelementptr inbounds nuw i8, ptr %7, i64 88
  %48 = atomicrmw xchg ptr %47, i32 1 acquire, align 8
  %49 = icmp eq i32 %48, 0
  br i1 %49, label %68, label %54

50:                                               ; preds = %65, %54
  %51 = phi i32 [ %55, %54 ], [ %60, %65 ]
  %52 = atomicrmw xchg ptr %47, i32 1 acquire, align 8
  %53 = icmp eq i32 %52, 0
  br i1 %53, label %68, label %54, !llvm.loop !21

54:                                               ; preds = %46, %50
  %55 = phi i32 [ %51, %50 ], [ 0, %46 ]
  %56 = load atomic i32, ptr %47 monotonic, align 8
  %57 = icmp eq i32 %56, 0
  br i1 %57, label %50, label %58

58:                                               ; preds = %54, %65
  %59 = phi i32 [ %60, %65 ], [ %55, %54 ]
  %60 = add i32 %59, 1
  %61 = and i32 %60, 255
  %62 = icmp eq i32 %61, 0
  br i1 %62, label %63, label %65

63:                                               ; preds = %58
  %64 = tail call i32 @sched_yield() #31
  br label %65

65:                                               ; preds = %63, %58
  %66 = load atomic i32, ptr %47 monotonic, align 8
  %67 = icmp eq i32 %66, 0
  br i1 %67, label %50, label %58, !llvm.loop !22

68:                                               ; preds = %50, %46
  %69 = getelementptr inbounds nuw i8, ptr %7, i64 240
  %70 = load i64, ptr %69, align 8
  %71 = inttoptr i64 %70 to ptr
  %72 = zext i32 %12 to i64
  %73 = getelementptr inbounds nuw %struct.timer, ptr %71, i64 %72
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(32) %73, i8 0, i64 32, i1 false)
  store atomic i32 0, ptr %47 release, align 8
  br label %74

74:                                               ; preds = %39, %68, %16, %10, %6
  %75 = phi i64 [ -17, %16 ], [ -22, %6 ], [ -7, %10 ], [ 0, %68 ], [ %40, %39 ]
  ret i64 %75
}

; Function Attrs: nounwind
define internal fastcc range(i64 -28, 1) i64 @update_hash(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef %5) unnamed_addr #0 {
  %7 = inttoptr i64 %1 to ptr
  %8 = and i64 %4, -5
  %9 = icmp ugt i64 %8, 2
  br i1 %9, label %77, label %10

10:                                               ; preds = %6
  %11 = and i64 %4, 4
  %12 = icmp eq i64 %11, 0
  br i1 %12, label %27, label %13

13:                                               ; preds = %10
  %14 = getelementptr inbounds nuw i8, ptr %7, i64 232
  %15 = load i32, ptr %14, align 8
  %16 = icmp eq i32 %15, 0
  br i1 %16, label %77, label %17

17:                                               ; preds = %13
  %18 = and i64 %4, 1
  %19 = icmp eq i64 %18, 0
  br i1 %19, label %20, label %27

20:                                               ; preds = %17
  %21 = inttoptr i64 %2 to ptr
  %22 = tail call fastcc i32 @hash_find(ptr noundef nonnull %7, ptr noundef %21) #29
  %23 = icmp eq i32 %22, 0
  br i1 %23, label %27, label %24

24:                                               ; preds = %20
  %25 = add i32 %22, -1
  %26 = tail call fastcc i64 @update_locked(ptr noundef %0, ptr noundef nonnull %7, i32 noundef %25, i64 noundef %3, i32 noundef %5) #29
  br label %77

27:                                               ; preds = %17, %20, %10
  %28 = phi i64 [ %4, %10 ], [ %8, %20 ], [ %8, %17 ]
  %29 = load i32, ptr %7, align 8
  %30 = icmp eq i32 %29, 11
  br i1 %30, label %31, label %33

31:                                               ; preds = %27
  %32 = tail call fastcc i64 @update_trie(ptr noundef nonnull %7, i64 noundef %2, i64 noundef %3, i64 noundef %28) #29
  br label %77

33:                                               ; preds = %27
  %34 = getelementptr inbounds nuw i8, ptr %7, i64 88
  %35 = atomicrmw xchg ptr %34, i32 1 acquire, align 8
  %36 = icmp eq i32 %35, 0
  br i1 %36, label %55, label %41

37:                                               ; preds = %52, %41
  %38 = phi i32 [ %42, %41 ], [ %47, %52 ]
  %39 = atomicrmw xchg ptr %34, i32 1 acquire, align 8
  %40 = icmp eq i32 %39, 0
  br i1 %40, label %55, label %41, !llvm.loop !21

41:                                               ; preds = %33, %37
  %42 = phi i32 [ %38, %37 ], [ 0, %33 ]
  %43 = load atomic i32, ptr %34 monotonic, align 8
  %44 = icmp eq i32 %43, 0
  br i1 %44, label %37, label %45

45:                                               ; preds = %41, %52
  %46 = phi i32 [ %47, %52 ], [ %42, %41 ]
  %47 = add i32 %46, 1
  %48 = and i32 %47, 255
  %49 = icmp eq i32 %48, 0
  br i1 %49, label %50, label %52

50:                                               ; preds = %45
  %51 = tail call i32 @sched_yield() #31
  br label %52

52:                                               ; preds = %50, %45
  %53 = load atomic i32, ptr %34 monotonic, align 8
  %54 = icmp eq i32 %53, 0
  br i1 %54, label %37, label %45, !llvm.loop !22

55:                                               ; preds = %37, %33
  %56 = getelementptr inbounds nuw i8, ptr %7, i64 92
  %57 = load i32, ptr %56, align 4
  %58 = add i32 %57, 1
  store atomic i32 %58, ptr %56 monotonic, align 4
  fence release
  %59 = inttoptr i64 %2 to ptr
  %60 = inttoptr i64 %3 to ptr
  %61 = getelementptr inbounds nuw i8, ptr %7, i64 144
  %62 = load i32, ptr %61, align 8
  %63 = icmp ugt i32 %62, 1
  %64 = icmp ne ptr %0, null
  %65 = and i1 %64, %63
  br i1 %65, label %66, label %69

66:                                               ; preds = %55
  %67 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %68 = load i32, ptr %67, align 8
  br label %69

69:                                               ; preds = %55, %66
  %70 = phi i32 [ %68, %66 ], [ 0, %55 ]
  %71 = icmp eq ptr %0, null
  %72 = and i1 %71, %63
  %73 = zext i1 %72 to i32
  %74 = tail call fastcc i64 @hash_update(ptr noundef nonnull %7, ptr noundef %59, ptr noundef %60, i64 noundef %28, i32 noundef %70, i32 noundef %73) #29
  %75 = load i32, ptr %56, align 4
  %76 = add i32 %75, 1
  store atomic i32 %76, ptr %56 release, align 4
  store atomic i32 0, ptr %34 release, align 8
  br label %77

77:                                               ; preds = %24, %6, %13, %69, %31
  %78 = phi i64 [ %26, %24 ], [ %32, %31 ], [ %74, %69 ], [ -22, %13 ], [ -22, %6 ]
  ret i64 %78
}

; Function Attrs: nounwind
define hidden range(i64 -28, 1) i64 @pp_hash_update(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = tail call fastcc i64 @update_hash(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef 0) #29
  ret i64 %6
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_array_update(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = tail call fastcc i64 @update_array(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef 0) #29
  ret i64 %6
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_map_delete(ptr noundef readnone captures(address_is_null) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = inttoptr i64 %1 to ptr
  %5 = load i32, ptr %4, align 8
  switch i32 %5, label %8 [
    i32 2, label %233
    i32 6, label %233
    i32 11, label %6
  ]

6:                                                ; preds = %3
  %7 = tail call fastcc i64 @delete_prefix(ptr noundef nonnull %4, i64 noundef %2) #29
  br label %233

8:                                                ; preds = %3
  %9 = getelementptr inbounds nuw i8, ptr %4, i64 88
  %10 = atomicrmw xchg ptr %9, i32 1 acquire, align 8
  %11 = icmp eq i32 %10, 0
  br i1 %11, label %30, label %16

12:                                               ; preds = %27, %16
  %13 = phi i32 [ %17, %16 ], [ %22, %27 ]
  %14 = atomicrmw xchg ptr %9, i32 1 acquire, align 8
  %15 = icmp eq i32 %14, 0
  br i1 %15, label %30, label %16, !llvm.loop !21

16:                                               ; preds = %8, %12
  %17 = phi i32 [ %13, %12 ], [ 0, %8 ]
  %18 = load atomic i32, ptr %9 monotonic, align 8
  %19 = icmp eq i32 %18, 0
  br i1 %19, label %12, label %20

20:                                               ; preds = %16, %27
  %21 = phi i32 [ %22, %27 ], [ %17, %16 ]
  %22 = add i32 %21, 1
  %23 = and i32 %22, 255
  %24 = icmp eq i32 %23, 0
  br i1 %24, label %25, label %27

25:                                               ; preds = %20
  %26 = tail call i32 @sched_yield() #31
  br label %27

27:                                               ; preds = %25, %20
  %28 = load atomic i32, ptr %9 monotonic, align 8
  %29 = icmp eq i32 %28, 0
  br i1 %29, label %12, label %20, !llvm.loop !22

30:                                               ; preds = %12, %8
  %31 = getelementptr inbounds nuw i8, ptr %4, i64 92
  %32 = load i32, ptr %31, align 4
  %33 = add i32 %32, 1
  store atomic i32 %33, ptr %31 monotonic, align 4
  fence release
  %34 = inttoptr i64 %2 to ptr
  %35 = getelementptr inbounds nuw i8, ptr %4, i64 104
  %36 = load i32, ptr %35, align 8
  %37 = zext i32 %36 to i64
  %38 = getelementptr inbounds nuw i8, ptr %4, i64 4
  %39 = load i32, ptr %38, align 4
  %40 = mul nuw i64 %37, 4294967297
  %41 = xor i64 %40, -7046029254386353131
  %42 = or i64 %41, 1
  %43 = icmp ugt i32 %39, 7
  br i1 %43, label %44, label %60

44:                                               ; preds = %30
  %45 = zext i64 %42 to i128
  br label %46

46:                                               ; preds = %46, %44
  %47 = phi ptr [ %34, %44 ], [ %58, %46 ]
  %48 = phi i32 [ %39, %44 ], [ %57, %46 ]
  %49 = phi i64 [ %41, %44 ], [ %56, %46 ]
  %50 = load i64, ptr %47, align 1
  %51 = xor i64 %50, %49
  %52 = zext i64 %51 to i128
  %53 = mul nuw i128 %52, %45
  %54 = lshr i128 %53, 64
  %55 = xor i128 %54, %53
  %56 = trunc i128 %55 to i64
  %57 = add i32 %48, -8
  %58 = getelementptr inbounds nuw i8, ptr %47, i64 8
  %59 = icmp ugt i32 %57, 7
  br i1 %59, label %46, label %60, !llvm.loop !15

60:                                               ; preds = %46, %30
  %61 = phi i64 [ %41, %30 ], [ %56, %46 ]
  %62 = phi i32 [ %39, %30 ], [ %57, %46 ]
  %63 = phi ptr [ %34, %30 ], [ %58, %46 ]
  %64 = icmp eq i32 %62, 0
  br i1 %64, label %96, label %65

65:                                               ; preds = %60
  %66 = icmp samesign ult i32 %62, 4
  br i1 %66, label %71, label %67

67:                                               ; preds = %65
  %68 = load i32, ptr %63, align 1
  %69 = zext i32 %68 to i64
  %70 = getelementptr inbounds nuw i8, ptr %63, i64 4
  br label %71

71:                                               ; preds = %67, %65
  %72 = phi i64 [ %69, %67 ], [ 0, %65 ]
  %73 = phi ptr [ %70, %67 ], [ %63, %65 ]
  %74 = and i32 %62, 3
  %75 = icmp eq i32 %74, 0
  br i1 %75, label %87, label %76

76:                                               ; preds = %71, %76
  %77 = phi ptr [ %85, %76 ], [ %73, %71 ]
  %78 = phi i64 [ %83, %76 ], [ %72, %71 ]
  %79 = phi i32 [ %84, %76 ], [ %74, %71 ]
  %80 = shl i64 %78, 8
  %81 = load i8, ptr %77, align 1
  %82 = zext i8 %81 to i64
  %83 = or disjoint i64 %80, %82
  %84 = add nsw i32 %79, -1
  %85 = getelementptr inbounds nuw i8, ptr %77, i64 1
  %86 = icmp eq i32 %84, 0
  br i1 %86, label %87, label %76, !llvm.loop !16

87:                                               ; preds = %76, %71
  %88 = phi i64 [ %72, %71 ], [ %83, %76 ]
  %89 = xor i64 %88, %61
  %90 = zext i64 %89 to i128
  %91 = zext i64 %42 to i128
  %92 = mul nuw i128 %90, %91
  %93 = lshr i128 %92, 64
  %94 = xor i128 %93, %92
  %95 = trunc i128 %94 to i64
  br label %96

96:                                               ; preds = %60, %87
  %97 = phi i64 [ %95, %87 ], [ %61, %60 ]
  %98 = mul i64 %97, -7046029254386353131
  %99 = lshr i64 %98, 32
  %100 = trunc nuw i64 %99 to i32
  %101 = getelementptr inbounds nuw i8, ptr %4, i64 64
  %102 = load i64, ptr %101, align 8
  %103 = inttoptr i64 %102 to ptr
  %104 = getelementptr inbounds nuw i8, ptr %4, i64 72
  %105 = load i64, ptr %104, align 8
  %106 = inttoptr i64 %105 to ptr
  %107 = getelementptr inbounds nuw i8, ptr %4, i64 24
  %108 = load i32, ptr %107, align 8
  %109 = getelementptr inbounds nuw i8, ptr %4, i64 56
  %110 = load i64, ptr %109, align 8
  %111 = inttoptr i64 %110 to ptr
  %112 = getelementptr inbounds nuw i8, ptr %4, i64 28
  %113 = load i32, ptr %112, align 4
  %114 = and i32 %113, %100
  %115 = zext i32 %114 to i64
  %116 = getelementptr inbounds nuw i32, ptr %111, i64 %115
  %117 = load atomic i32, ptr %116 monotonic, align 4
  %118 = icmp eq i32 %117, 0
  br i1 %118, label %226, label %119

119:                                              ; preds = %96
  %120 = getelementptr inbounds nuw i8, ptr %4, i64 48
  %121 = getelementptr inbounds nuw i8, ptr %4, i64 20
  br label %122

122:                                              ; preds = %170, %119
  %123 = phi i32 [ %108, %119 ], [ %173, %170 ]
  %124 = phi i32 [ %117, %119 ], [ %172, %170 ]
  %125 = icmp ule i32 %124, %108
  %126 = icmp ne i32 %123, 0
  %127 = select i1 %125, i1 %126, i1 false
  br i1 %127, label %128, label %226

128:                                              ; preds = %122
  %129 = add i32 %124, -1
  %130 = zext i32 %129 to i64
  %131 = getelementptr inbounds nuw i32, ptr %106, i64 %130
  %132 = load i32, ptr %131, align 4
  %133 = icmp eq i32 %132, %100
  br i1 %133, label %134, label %170

134:                                              ; preds = %128
  %135 = load i64, ptr %120, align 8
  %136 = inttoptr i64 %135 to ptr
  %137 = load i32, ptr %121, align 4
  %138 = zext i32 %137 to i64
  %139 = mul nuw i64 %138, %130
  %140 = getelementptr inbounds nuw i8, ptr %136, i64 %139
  br i1 %43, label %146, label %141

141:                                              ; preds = %153, %134
  %142 = phi ptr [ %140, %134 ], [ %156, %153 ]
  %143 = phi i32 [ %39, %134 ], [ %154, %153 ]
  %144 = phi ptr [ %34, %134 ], [ %155, %153 ]
  %145 = icmp eq i32 %143, 0
  br i1 %145, label %175, label %158

146:                                              ; preds = %134, %153
  %147 = phi ptr [ %155, %153 ], [ %34, %134 ]
  %148 = phi i32 [ %154, %153 ], [ %39, %134 ]
  %149 = phi ptr [ %156, %153 ], [ %140, %134 ]
  %150 = load i64, ptr %147, align 1
  %151 = load i64, ptr %149, align 1
  %152 = icmp eq i64 %150, %151
  br i1 %152, label %153, label %170

153:                                              ; preds = %146
  %154 = add i32 %148, -8
  %155 = getelementptr inbounds nuw i8, ptr %147, i64 8
  %156 = getelementptr inbounds nuw i8, ptr %149, i64 8
  %157 = icmp ugt i32 %154, 7
  br i1 %157, label %146, label %141, !llvm.loop !17

158:                                              ; preds = %141, %165
  %159 = phi ptr [ %167, %165 ], [ %144, %141 ]
  %160 = phi i32 [ %166, %165 ], [ %143, %141 ]
  %161 = phi ptr [ %168, %165 ], [ %142, %141 ]
  %162 = load i8, ptr %159, align 1
  %163 = load i8, ptr %161, align 1
  %164 = icmp eq i8 %162, %163
  br i1 %164, label %165, label %170

165:                                              ; preds = %158
  %166 = add nsw i32 %160, -1
  %167 = getelementptr inbounds nuw i8, ptr %159, i64 1
  %168 = getelementptr inbounds nuw i8, ptr %161, i64 1
  %169 = icmp eq i32 %166, 0
  br i1 %169, label %175, label %158, !llvm.loop !18

170:                                              ; preds = %146, %158, %128
  %171 = getelementptr inbounds nuw i32, ptr %103, i64 %130
  %172 = load atomic i32, ptr %171 monotonic, align 4
  %173 = add i32 %123, -1
  %174 = icmp eq i32 %172, 0
  br i1 %174, label %226, label %122, !llvm.loop !19

175:                                              ; preds = %141, %165
  %176 = icmp eq i32 %117, %124
  br i1 %176, label %186, label %177

177:                                              ; preds = %175, %177
  %178 = phi i32 [ %182, %177 ], [ %117, %175 ]
  %179 = add i32 %178, -1
  %180 = zext i32 %179 to i64
  %181 = getelementptr inbounds nuw i32, ptr %103, i64 %180
  %182 = load i32, ptr %181, align 4
  %183 = icmp eq i32 %182, %124
  br i1 %183, label %184, label %177, !llvm.loop !25

184:                                              ; preds = %177
  %185 = getelementptr inbounds nuw i32, ptr %103, i64 %180
  br label %186

186:                                              ; preds = %184, %175
  %187 = phi ptr [ %116, %175 ], [ %185, %184 ]
  %188 = getelementptr inbounds nuw i32, ptr %103, i64 %130
  %189 = load i32, ptr %188, align 4
  store atomic i32 %189, ptr %187 monotonic, align 4
  %190 = load i64, ptr %101, align 8
  %191 = getelementptr inbounds nuw i8, ptr %4, i64 80
  %192 = load i64, ptr %191, align 8
  %193 = inttoptr i64 %192 to ptr
  %194 = getelementptr inbounds nuw i8, ptr %193, i64 %130
  store i8 0, ptr %194, align 1
  %195 = getelementptr inbounds nuw i8, ptr %4, i64 236
  %196 = load i32, ptr %195, align 4
  %197 = icmp eq i32 %196, 0
  br i1 %197, label %203, label %198

198:                                              ; preds = %186
  %199 = getelementptr inbounds nuw i8, ptr %4, i64 240
  %200 = load i64, ptr %199, align 8
  %201 = inttoptr i64 %200 to ptr
  %202 = getelementptr inbounds nuw %struct.timer, ptr %201, i64 %130
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(32) %202, i8 0, i64 32, i1 false)
  br label %203

203:                                              ; preds = %198, %186
  %204 = load i32, ptr %4, align 8
  %205 = and i32 %204, -2
  %206 = icmp eq i32 %205, 12
  br i1 %206, label %207, label %216

207:                                              ; preds = %203
  %208 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %209 = load i64, ptr %208, align 8
  %210 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %211 = load i32, ptr %210, align 8
  %212 = zext i32 %211 to i64
  %213 = mul nuw i64 %212, %130
  %214 = add i64 %213, %209
  %215 = inttoptr i64 %214 to ptr
  store atomic i64 0, ptr %215 release, align 8
  br label %216

216:                                              ; preds = %203, %207
  %217 = inttoptr i64 %190 to ptr
  %218 = getelementptr inbounds nuw i8, ptr %4, i64 100
  %219 = load i32, ptr %218, align 4
  %220 = getelementptr inbounds nuw i32, ptr %217, i64 %130
  store i32 %219, ptr %220, align 4
  store i32 %124, ptr %218, align 4
  %221 = getelementptr inbounds nuw i8, ptr %4, i64 96
  %222 = load i32, ptr %221, align 8
  %223 = add i32 %222, -1
  store i32 %223, ptr %221, align 8
  %224 = load i32, ptr %31, align 4
  %225 = add i32 %224, 1
  store atomic i32 %225, ptr %31 release, align 4
  store atomic i32 0, ptr %9 release, align 8
  br label %233

226:                                              ; preds = %122, %170, %96
  %227 = add i32 %32, 2
  store atomic i32 %227, ptr %31 release, align 4
  store atomic i32 0, ptr %9 release, align 8
  %228 = icmp eq ptr %0, null
  br i1 %228, label %233, label %229

229:                                              ; preds = %226
  %230 = load i32, ptr %4, align 8
  %231 = icmp eq i32 %230, 15
  %232 = select i1 %231, i64 -22, i64 -2
  br label %233

233:                                              ; preds = %216, %229, %226, %3, %3, %6
  %234 = phi i64 [ -22, %3 ], [ %7, %6 ], [ -22, %3 ], [ 0, %216 ], [ -2, %226 ], [ %232, %229 ]
  ret i64 %234
}

; Function Attrs: noinline nounwind
define internal fastcc range(i64 -22, 1) i64 @delete_prefix(ptr noundef captures(address) %0, i64 noundef %1) unnamed_addr #1 {
  %3 = alloca %struct.prefix, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #30
  %4 = call fastcc i32 @read_prefix(ptr noundef %0, i64 noundef %1, ptr noundef %3, i32 noundef 1) #29
  %5 = icmp eq i32 %4, 0
  br i1 %5, label %77, label %6

6:                                                ; preds = %2
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %8 = atomicrmw xchg ptr %7, i32 1 acquire, align 8
  %9 = icmp eq i32 %8, 0
  br i1 %9, label %28, label %14

10:                                               ; preds = %25, %14
  %11 = phi i32 [ %15, %14 ], [ %20, %25 ]
  %12 = atomicrmw xchg ptr %7, i32 1 acquire, align 8
  %13 = icmp eq i32 %12, 0
  br i1 %13, label %28, label %14, !llvm.loop !21

14:                                               ; preds = %6, %10
  %15 = phi i32 [ %11, %10 ], [ 0, %6 ]
  %16 = load atomic i32, ptr %7 monotonic, align 8
  %17 = icmp eq i32 %16, 0
  br i1 %17, label %10, label %18

18:                                               ; preds = %14, %25
  %19 = phi i32 [ %20, %25 ], [ %15, %14 ]
  %20 = add i32 %19, 1
  %21 = and i32 %20, 255
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %23, label %25

23:                                               ; preds = %18
  %24 = call i32 @sched_yield() #31
  br label %25

25:                                               ; preds = %23, %18
  %26 = load atomic i32, ptr %7 monotonic, align 8
  %27 = icmp eq i32 %26, 0
  br i1 %27, label %10, label %18, !llvm.loop !22

28:                                               ; preds = %10, %6
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 92
  %30 = load i32, ptr %29, align 4
  %31 = add i32 %30, 1
  store atomic i32 %31, ptr %29 monotonic, align 4
  fence release
  %32 = call fastcc i32 @trie_find(ptr noundef %0, ptr noundef %3) #29
  %33 = icmp eq i32 %32, 0
  br i1 %33, label %73, label %34

34:                                               ; preds = %28
  call fastcc void @trie_replace(ptr noundef nonnull %0, ptr noundef %3, i32 noundef %32, i32 noundef 0) #29
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %36 = load i64, ptr %35, align 8
  %37 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %38 = load i64, ptr %37, align 8
  %39 = inttoptr i64 %38 to ptr
  %40 = add i32 %32, -1
  %41 = zext i32 %40 to i64
  %42 = getelementptr inbounds nuw i8, ptr %39, i64 %41
  store i8 0, ptr %42, align 1
  %43 = getelementptr inbounds nuw i8, ptr %0, i64 236
  %44 = load i32, ptr %43, align 4
  %45 = icmp eq i32 %44, 0
  br i1 %45, label %51, label %46

46:                                               ; preds = %34
  %47 = getelementptr inbounds nuw i8, ptr %0, i64 240
  %48 = load i64, ptr %47, align 8
  %49 = inttoptr i64 %48 to ptr
  %50 = getelementptr inbounds nuw %struct.timer, ptr %49, i64 %41
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(32) %50, i8 0, i64 32, i1 false)
  br label %51

51:                                               ; preds = %46, %34
  %52 = load i32, ptr %0, align 8
  %53 = and i32 %52, -2
  %54 = icmp eq i32 %53, 12
  br i1 %54, label %55, label %64

55:                                               ; preds = %51
  %56 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %57 = load i64, ptr %56, align 8
  %58 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %59 = load i32, ptr %58, align 8
  %60 = zext i32 %59 to i64
  %61 = mul nuw i64 %60, %41
  %62 = add i64 %61, %57
  %63 = inttoptr i64 %62 to ptr
  store atomic i64 0, ptr %63 release, align 8
  br label %64

64:                                               ; preds = %51, %55
  %65 = inttoptr i64 %36 to ptr
  %66 = getelementptr inbounds nuw i8, ptr %0, i64 100
  %67 = load i32, ptr %66, align 4
  %68 = getelementptr inbounds nuw i32, ptr %65, i64 %41
  store i32 %67, ptr %68, align 4
  store i32 %32, ptr %66, align 4
  %69 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %70 = load i32, ptr %69, align 8
  %71 = add i32 %70, -1
  store i32 %71, ptr %69, align 8
  %72 = load i32, ptr %29, align 4
  br label %73

73:                                               ; preds = %64, %28
  %74 = phi i32 [ %72, %64 ], [ %31, %28 ]
  %75 = phi i64 [ 0, %64 ], [ -2, %28 ]
  %76 = add i32 %74, 1
  store atomic i32 %76, ptr %29 release, align 4
  store atomic i32 0, ptr %7 release, align 8
  br label %77

77:                                               ; preds = %2, %73
  %78 = phi i64 [ %75, %73 ], [ -22, %2 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #30
  ret i64 %78
}

; Function Attrs: nounwind
define hidden i32 @pp_hash_next(ptr noundef captures(none) %0, i32 noundef %1, ptr noundef %2, ptr noundef %3) local_unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %6 = atomicrmw xchg ptr %5, i32 1 acquire, align 8
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %26, label %12

8:                                                ; preds = %23, %12
  %9 = phi i32 [ %13, %12 ], [ %18, %23 ]
  %10 = atomicrmw xchg ptr %5, i32 1 acquire, align 8
  %11 = icmp eq i32 %10, 0
  br i1 %11, label %26, label %12, !llvm.loop !21

12:                                               ; preds = %4, %8
  %13 = phi i32 [ %9, %8 ], [ 0, %4 ]
  %14 = load atomic i32, ptr %5 monotonic, align 8
  %15 = icmp eq i32 %14, 0
  br i1 %15, label %8, label %16

16:                                               ; preds = %12, %23
  %17 = phi i32 [ %18, %23 ], [ %13, %12 ]
  %18 = add i32 %17, 1
  %19 = and i32 %18, 255
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %21, label %23

21:                                               ; preds = %16
  %22 = tail call i32 @sched_yield() #31
  br label %23

23:                                               ; preds = %21, %16
  %24 = load atomic i32, ptr %5 monotonic, align 8
  %25 = icmp eq i32 %24, 0
  br i1 %25, label %8, label %16, !llvm.loop !22

26:                                               ; preds = %8, %4
  %27 = getelementptr inbounds nuw i8, ptr %0, i64 272
  %28 = load i64, ptr %27, align 8
  %29 = zext i32 %1 to i64
  %30 = icmp ugt i64 %28, %29
  br i1 %30, label %31, label %35

31:                                               ; preds = %26
  %32 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %33 = load i64, ptr %32, align 8
  %34 = inttoptr i64 %33 to ptr
  br label %38

35:                                               ; preds = %85, %26
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %37 = load i32, ptr %36, align 8
  br label %89

38:                                               ; preds = %31, %85
  %39 = phi i64 [ %29, %31 ], [ %87, %85 ]
  %40 = phi i32 [ %1, %31 ], [ %86, %85 ]
  %41 = getelementptr inbounds nuw i8, ptr %34, i64 %39
  %42 = load i8, ptr %41, align 1
  %43 = icmp eq i8 %42, 0
  br i1 %43, label %85, label %44

44:                                               ; preds = %38
  %45 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %46 = load i64, ptr %45, align 8
  %47 = inttoptr i64 %46 to ptr
  %48 = getelementptr inbounds nuw i8, ptr %0, i64 20
  %49 = load i32, ptr %48, align 4
  %50 = zext i32 %49 to i64
  %51 = mul nuw i64 %39, %50
  %52 = getelementptr inbounds nuw i8, ptr %47, i64 %51
  %53 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %54 = load i32, ptr %53, align 4
  %55 = zext i32 %54 to i64
  %56 = tail call ptr @memcpy(ptr noundef %2, ptr noundef %52, i64 noundef %55) #31
  %57 = getelementptr inbounds nuw i8, ptr %0, i64 144
  %58 = load i32, ptr %57, align 8
  %59 = icmp eq i32 %58, 0
  br i1 %59, label %89, label %60

60:                                               ; preds = %44
  %61 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %62 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %63 = getelementptr inbounds nuw i8, ptr %0, i64 136
  %64 = getelementptr inbounds nuw i8, ptr %0, i64 8
  br label %65

65:                                               ; preds = %60, %65
  %66 = phi i64 [ 0, %60 ], [ %81, %65 ]
  %67 = load i32, ptr %61, align 8
  %68 = zext i32 %67 to i64
  %69 = mul nuw i64 %66, %68
  %70 = getelementptr inbounds nuw i8, ptr %3, i64 %69
  %71 = load i64, ptr %62, align 8
  %72 = mul nuw i64 %39, %68
  %73 = add i64 %72, %71
  %74 = load i64, ptr %63, align 8
  %75 = mul i64 %74, %66
  %76 = add i64 %73, %75
  %77 = inttoptr i64 %76 to ptr
  %78 = load i32, ptr %64, align 8
  %79 = zext i32 %78 to i64
  %80 = tail call ptr @memcpy(ptr noundef %70, ptr noundef %77, i64 noundef %79) #31
  %81 = add nuw nsw i64 %66, 1
  %82 = load i32, ptr %57, align 8
  %83 = zext i32 %82 to i64
  %84 = icmp samesign ult i64 %81, %83
  br i1 %84, label %65, label %89, !llvm.loop !26

85:                                               ; preds = %38
  %86 = add i32 %40, 1
  %87 = zext i32 %86 to i64
  %88 = icmp ugt i64 %28, %87
  br i1 %88, label %38, label %35, !llvm.loop !27

89:                                               ; preds = %65, %44, %35
  %90 = phi i32 [ %37, %35 ], [ %40, %44 ], [ %40, %65 ]
  store atomic i32 0, ptr %5 release, align 8
  ret i32 %90
}

declare ptr @memcpy(ptr noundef, ptr noundef, i64 noundef) local_unnamed_addr #8

; Function Attrs: nounwind
define hidden range(i64 0, 4294967297) i64 @pp_each(ptr noundef initializes((208, 216)) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = inttoptr i64 %1 to ptr
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 184
  %7 = load i64, ptr %6, align 8
  %8 = sub i64 %7, %3
  %9 = add i64 %8, 139264
  %10 = lshr i64 %9, 9
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 224
  %12 = load i64, ptr %11, align 8
  %13 = inttoptr i64 %12 to ptr
  %14 = mul i64 %10, 4112
  %15 = getelementptr inbounds nuw i8, ptr %13, i64 %14
  %16 = trunc i64 %2 to i32
  %17 = ptrtoint ptr %15 to i64
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 208
  store i64 %17, ptr %18, align 8
  %19 = getelementptr inbounds nuw i8, ptr %5, i64 4
  %20 = load i32, ptr %19, align 4
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 232
  %22 = load i64, ptr %21, align 8
  %23 = inttoptr i64 %22 to ptr
  %24 = getelementptr inbounds nuw i32, ptr %23, i64 %10
  store i32 %20, ptr %24, align 4
  %25 = load i32, ptr %5, align 8
  switch i32 %25, label %54 [
    i32 2, label %26
    i32 6, label %26
  ]

26:                                               ; preds = %4, %4
  %27 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %28 = load i32, ptr %27, align 4
  %29 = zext i32 %28 to i64
  %30 = icmp ult i64 %2, %29
  br i1 %30, label %31, label %175

31:                                               ; preds = %26
  store i32 %16, ptr %15, align 1
  %32 = getelementptr inbounds nuw i8, ptr %5, i64 144
  %33 = load i32, ptr %32, align 8
  %34 = icmp ugt i32 %33, 1
  br i1 %34, label %35, label %39

35:                                               ; preds = %31
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %37 = load i32, ptr %36, align 8
  %38 = zext i32 %37 to i64
  br label %39

39:                                               ; preds = %31, %35
  %40 = phi i64 [ %38, %35 ], [ 0, %31 ]
  %41 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %42 = load i64, ptr %41, align 8
  %43 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %44 = load i32, ptr %43, align 8
  %45 = zext i32 %44 to i64
  %46 = mul nuw i64 %2, %45
  %47 = add i64 %46, %42
  %48 = getelementptr inbounds nuw i8, ptr %5, i64 136
  %49 = load i64, ptr %48, align 8
  %50 = mul i64 %49, %40
  %51 = add i64 %47, %50
  %52 = getelementptr inbounds nuw i8, ptr %0, i64 216
  store i64 %51, ptr %52, align 8
  %53 = add nuw nsw i64 %2, 1
  br label %175

54:                                               ; preds = %4
  %55 = getelementptr inbounds nuw i8, ptr %5, i64 88
  %56 = atomicrmw xchg ptr %55, i32 1 acquire, align 8
  %57 = icmp eq i32 %56, 0
  br i1 %57, label %76, label %62

58:                                               ; preds = %73, %62
  %59 = phi i32 [ %63, %62 ], [ %68, %73 ]
  %60 = atomicrmw xchg ptr %55, i32 1 acquire, align 8
  %61 = icmp eq i32 %60, 0
  br i1 %61, label %76, label %62, !llvm.loop !21

62:                                               ; preds = %54, %58
  %63 = phi i32 [ %59, %58 ], [ 0, %54 ]
  %64 = load atomic i32, ptr %55 monotonic, align 8
  %65 = icmp eq i32 %64, 0
  br i1 %65, label %58, label %66

66:                                               ; preds = %62, %73
  %67 = phi i32 [ %68, %73 ], [ %63, %62 ]
  %68 = add i32 %67, 1
  %69 = and i32 %68, 255
  %70 = icmp eq i32 %69, 0
  br i1 %70, label %71, label %73

71:                                               ; preds = %66
  %72 = tail call i32 @sched_yield() #31
  br label %73

73:                                               ; preds = %71, %66
  %74 = load atomic i32, ptr %55 monotonic, align 8
  %75 = icmp eq i32 %74, 0
  br i1 %75, label %58, label %66, !llvm.loop !22

76:                                               ; preds = %58, %54
  %77 = getelementptr inbounds nuw i8, ptr %5, i64 272
  %78 = and i64 %2, 4294967295
  %79 = load i64, ptr %77, align 8
  %80 = icmp ugt i64 %79, %78
  br i1 %80, label %81, label %153

81:                                               ; preds = %76
  %82 = getelementptr inbounds nuw i8, ptr %5, i64 80
  %83 = icmp eq ptr %0, null
  %84 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %85 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %86

86:                                               ; preds = %81, %128
  %87 = phi i64 [ %78, %81 ], [ %129, %128 ]
  %88 = phi i32 [ %16, %81 ], [ %95, %128 ]
  %89 = load i64, ptr %82, align 8
  %90 = inttoptr i64 %89 to ptr
  %91 = getelementptr inbounds nuw i8, ptr %90, i64 %87
  %92 = load i8, ptr %91, align 1
  %93 = icmp eq i8 %92, 0
  br i1 %93, label %94, label %132

94:                                               ; preds = %86
  %95 = add i32 %88, 1
  %96 = and i32 %95, 262143
  %97 = icmp eq i32 %96, 0
  br i1 %97, label %98, label %128

98:                                               ; preds = %94
  store atomic i32 0, ptr %55 release, align 8
  br i1 %83, label %107, label %99

99:                                               ; preds = %98
  %100 = load i32, ptr %84, align 8
  %101 = icmp eq i32 %100, 0
  br i1 %101, label %102, label %175

102:                                              ; preds = %99
  %103 = load i32, ptr %85, align 4
  %104 = and i32 %103, 1048575
  %105 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %104) #29
  %106 = icmp eq i64 %105, 0
  br i1 %106, label %175, label %107

107:                                              ; preds = %98, %102
  %108 = atomicrmw xchg ptr %55, i32 1 acquire, align 8
  %109 = icmp eq i32 %108, 0
  br i1 %109, label %128, label %114

110:                                              ; preds = %125, %114
  %111 = phi i32 [ %115, %114 ], [ %120, %125 ]
  %112 = atomicrmw xchg ptr %55, i32 1 acquire, align 8
  %113 = icmp eq i32 %112, 0
  br i1 %113, label %128, label %114, !llvm.loop !21

114:                                              ; preds = %107, %110
  %115 = phi i32 [ %111, %110 ], [ 0, %107 ]
  %116 = load atomic i32, ptr %55 monotonic, align 8
  %117 = icmp eq i32 %116, 0
  br i1 %117, label %110, label %118

118:                                              ; preds = %114, %125
  %119 = phi i32 [ %120, %125 ], [ %115, %114 ]
  %120 = add i32 %119, 1
  %121 = and i32 %120, 255
  %122 = icmp eq i32 %121, 0
  br i1 %122, label %123, label %125

123:                                              ; preds = %118
  %124 = tail call i32 @sched_yield() #31
  br label %125

125:                                              ; preds = %123, %118
  %126 = load atomic i32, ptr %55 monotonic, align 8
  %127 = icmp eq i32 %126, 0
  br i1 %127, label %110, label %118, !llvm.loop !22

128:                                              ; preds = %110, %107, %94
  %129 = zext i32 %95 to i64
  %130 = load i64, ptr %77, align 8
  %131 = icmp ugt i64 %130, %129
  br i1 %131, label %86, label %153, !llvm.loop !28

132:                                              ; preds = %86
  %133 = getelementptr inbounds nuw i8, ptr %5, i64 48
  %134 = load i64, ptr %133, align 8
  %135 = inttoptr i64 %134 to ptr
  %136 = getelementptr inbounds nuw i8, ptr %5, i64 20
  %137 = load i32, ptr %136, align 4
  %138 = zext i32 %137 to i64
  %139 = mul nuw i64 %87, %138
  %140 = getelementptr inbounds nuw i8, ptr %135, i64 %139
  %141 = load i32, ptr %19, align 4
  %142 = zext i32 %141 to i64
  %143 = tail call ptr @memcpy(ptr noundef %15, ptr noundef %140, i64 noundef %142) #31
  %144 = getelementptr inbounds nuw i8, ptr %5, i64 144
  %145 = load i32, ptr %144, align 8
  %146 = icmp ugt i32 %145, 1
  %147 = icmp ne ptr %0, null
  %148 = and i1 %147, %146
  br i1 %148, label %149, label %154

149:                                              ; preds = %132
  %150 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %151 = load i32, ptr %150, align 8
  %152 = zext i32 %151 to i64
  br label %154

153:                                              ; preds = %128, %76
  store atomic i32 0, ptr %55 release, align 8
  br label %175

154:                                              ; preds = %149, %132
  %155 = phi i64 [ %152, %149 ], [ 0, %132 ]
  %156 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %157 = load i64, ptr %156, align 8
  %158 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %159 = load i32, ptr %158, align 8
  %160 = zext i32 %159 to i64
  %161 = mul nuw i64 %87, %160
  %162 = add i64 %161, %157
  %163 = getelementptr inbounds nuw i8, ptr %5, i64 136
  %164 = load i64, ptr %163, align 8
  %165 = mul i64 %164, %155
  %166 = add i64 %162, %165
  %167 = getelementptr inbounds nuw i8, ptr %0, i64 216
  store i64 %166, ptr %167, align 8
  %168 = getelementptr inbounds nuw i8, ptr %5, i64 24
  %169 = load i32, ptr %168, align 8
  %170 = icmp ult i32 %88, %169
  store atomic i32 0, ptr %55 release, align 8
  %171 = zext i32 %88 to i64
  %172 = add nuw nsw i64 %171, 1
  %173 = freeze i1 %170
  %174 = select i1 %173, i64 %172, i64 0
  br label %175

175:                                              ; preds = %99, %102, %154, %153, %26, %39
  %176 = phi i64 [ 0, %153 ], [ %53, %39 ], [ 0, %26 ], [ %174, %154 ], [ 0, %102 ], [ 0, %99 ]
  ret i64 %176
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(write, argmem: readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_each_end(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #9 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 232
  %4 = load i64, ptr %3, align 8
  %5 = inttoptr i64 %4 to ptr
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 184
  %7 = load i64, ptr %6, align 8
  %8 = sub i64 %7, %1
  %9 = add i64 %8, 139264
  %10 = lshr i64 %9, 9
  %11 = getelementptr inbounds nuw i32, ptr %5, i64 %10
  store i32 0, ptr %11, align 4
  ret i64 0
}

; Function Attrs: nounwind
define hidden range(i64 -28, 1) i64 @pp_map_push(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = inttoptr i64 %1 to ptr
  %6 = load i32, ptr %5, align 8
  switch i32 %6, label %192 [
    i32 31, label %7
    i32 30, label %100
  ]

7:                                                ; preds = %4
  %8 = add i64 %3, 15
  %9 = and i64 %8, -8
  %10 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %11 = load i32, ptr %10, align 4
  %12 = zext i32 %11 to i64
  %13 = icmp ugt i64 %3, %12
  %14 = icmp ugt i64 %9, %12
  %15 = or i1 %13, %14
  br i1 %15, label %264, label %16

16:                                               ; preds = %7
  %17 = getelementptr inbounds nuw i8, ptr %5, i64 88
  %18 = atomicrmw xchg ptr %17, i32 1 acquire, align 8
  %19 = icmp eq i32 %18, 0
  br i1 %19, label %38, label %24

20:                                               ; preds = %35, %24
  %21 = phi i32 [ %25, %24 ], [ %30, %35 ]
  %22 = atomicrmw xchg ptr %17, i32 1 acquire, align 8
  %23 = icmp eq i32 %22, 0
  br i1 %23, label %38, label %24, !llvm.loop !21

24:                                               ; preds = %16, %20
  %25 = phi i32 [ %21, %20 ], [ 0, %16 ]
  %26 = load atomic i32, ptr %17 monotonic, align 8
  %27 = icmp eq i32 %26, 0
  br i1 %27, label %20, label %28

28:                                               ; preds = %24, %35
  %29 = phi i32 [ %30, %35 ], [ %25, %24 ]
  %30 = add i32 %29, 1
  %31 = and i32 %30, 255
  %32 = icmp eq i32 %31, 0
  br i1 %32, label %33, label %35

33:                                               ; preds = %28
  %34 = tail call i32 @sched_yield() #31
  br label %35

35:                                               ; preds = %33, %28
  %36 = load atomic i32, ptr %17 monotonic, align 8
  %37 = icmp eq i32 %36, 0
  br i1 %37, label %20, label %28, !llvm.loop !22

38:                                               ; preds = %20, %16
  %39 = getelementptr inbounds nuw i8, ptr %5, i64 120
  %40 = load i64, ptr %39, align 8
  %41 = add i64 %40, %9
  %42 = getelementptr inbounds nuw i8, ptr %5, i64 128
  %43 = load atomic i64, ptr %42 acquire, align 8
  %44 = sub i64 %41, %43
  %45 = load i32, ptr %10, align 4
  %46 = zext i32 %45 to i64
  %47 = icmp ugt i64 %44, %46
  br i1 %47, label %98, label %48

48:                                               ; preds = %38
  %49 = getelementptr inbounds nuw i8, ptr %5, i64 112
  %50 = load i64, ptr %49, align 8
  %51 = inttoptr i64 %50 to ptr
  %52 = add i32 %45, -1
  %53 = zext i32 %52 to i64
  %54 = and i64 %40, %53
  %55 = lshr i64 %54, 3
  %56 = getelementptr inbounds nuw %struct.record, ptr %51, i64 %55
  %57 = trunc nuw i64 %3 to i32
  store atomic i32 %57, ptr %56 monotonic, align 4
  %58 = lshr i64 %40, 3
  %59 = lshr i64 %41, 3
  %60 = or i64 %58, 63
  %61 = add nuw nsw i64 %60, 1
  %62 = icmp samesign ult i64 %61, %59
  br i1 %62, label %63, label %77

63:                                               ; preds = %48, %63
  %64 = phi i64 [ %75, %63 ], [ %61, %48 ]
  %65 = load i64, ptr %49, align 8
  %66 = inttoptr i64 %65 to ptr
  %67 = load i32, ptr %10, align 4
  %68 = add i32 %67, -1
  %69 = lshr i32 %68, 3
  %70 = zext nneg i32 %69 to i64
  %71 = and i64 %64, %70
  %72 = getelementptr inbounds nuw %struct.record, ptr %66, i64 %71
  %73 = sub nsw i64 %64, %58
  %74 = trunc i64 %73 to i32
  store atomic i32 %74, ptr %72 monotonic, align 4
  %75 = add nuw nsw i64 %64, 64
  %76 = icmp samesign ult i64 %75, %59
  br i1 %76, label %63, label %77, !llvm.loop !29

77:                                               ; preds = %63, %48
  %78 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %79 = load i64, ptr %78, align 8
  %80 = load i32, ptr %10, align 4
  %81 = add i32 %80, -1
  %82 = zext i32 %81 to i64
  %83 = and i64 %40, %82
  %84 = add i64 %79, 8
  %85 = add i64 %84, %83
  %86 = inttoptr i64 %85 to ptr
  %87 = inttoptr i64 %2 to ptr
  %88 = tail call ptr @memcpy(ptr noundef %86, ptr noundef %87, i64 noundef %3) #31
  %89 = load i64, ptr %49, align 8
  %90 = inttoptr i64 %89 to ptr
  %91 = load i32, ptr %10, align 4
  %92 = add i32 %91, -1
  %93 = zext i32 %92 to i64
  %94 = and i64 %40, %93
  %95 = lshr i64 %94, 3
  %96 = getelementptr inbounds nuw %struct.record, ptr %90, i64 %95
  %97 = getelementptr inbounds nuw i8, ptr %96, i64 4
  store atomic i32 2, ptr %97 release, align 4
  store atomic i64 %41, ptr %39 release, align 8
  br label %98

98:                                               ; preds = %77, %38
  %99 = phi i64 [ 0, %77 ], [ -28, %38 ]
  store atomic i32 0, ptr %17 release, align 8
  br label %264

100:                                              ; preds = %4
  %101 = inttoptr i64 %2 to ptr
  %102 = icmp eq i64 %3, 0
  br i1 %102, label %103, label %264

103:                                              ; preds = %100
  %104 = getelementptr inbounds nuw i8, ptr %5, i64 212
  %105 = load i32, ptr %104, align 4
  %106 = icmp eq i32 %105, 0
  br i1 %106, label %264, label %107

107:                                              ; preds = %103
  %108 = getelementptr inbounds nuw i8, ptr %5, i64 104
  %109 = getelementptr inbounds nuw i8, ptr %5, i64 8
  %110 = getelementptr inbounds nuw i8, ptr %5, i64 208
  %111 = getelementptr inbounds nuw i8, ptr %5, i64 200
  br label %112

112:                                              ; preds = %174, %107
  %113 = phi i32 [ 0, %107 ], [ %189, %174 ]
  %114 = load i32, ptr %108, align 8
  %115 = add i32 %114, %113
  %116 = zext i32 %115 to i64
  %117 = load i32, ptr %109, align 8
  %118 = mul nuw i64 %116, 4294967297
  %119 = xor i64 %118, -7046029254386353131
  %120 = or i64 %119, 1
  %121 = icmp ugt i32 %117, 7
  br i1 %121, label %122, label %138

122:                                              ; preds = %112
  %123 = zext i64 %120 to i128
  br label %124

124:                                              ; preds = %124, %122
  %125 = phi ptr [ %101, %122 ], [ %136, %124 ]
  %126 = phi i32 [ %117, %122 ], [ %135, %124 ]
  %127 = phi i64 [ %119, %122 ], [ %134, %124 ]
  %128 = load i64, ptr %125, align 1
  %129 = xor i64 %128, %127
  %130 = zext i64 %129 to i128
  %131 = mul nuw i128 %130, %123
  %132 = lshr i128 %131, 64
  %133 = xor i128 %132, %131
  %134 = trunc i128 %133 to i64
  %135 = add i32 %126, -8
  %136 = getelementptr inbounds nuw i8, ptr %125, i64 8
  %137 = icmp ugt i32 %135, 7
  br i1 %137, label %124, label %138, !llvm.loop !15

138:                                              ; preds = %124, %112
  %139 = phi i64 [ %119, %112 ], [ %134, %124 ]
  %140 = phi i32 [ %117, %112 ], [ %135, %124 ]
  %141 = phi ptr [ %101, %112 ], [ %136, %124 ]
  %142 = icmp eq i32 %140, 0
  br i1 %142, label %174, label %143

143:                                              ; preds = %138
  %144 = icmp samesign ult i32 %140, 4
  br i1 %144, label %149, label %145

145:                                              ; preds = %143
  %146 = load i32, ptr %141, align 1
  %147 = zext i32 %146 to i64
  %148 = getelementptr inbounds nuw i8, ptr %141, i64 4
  br label %149

149:                                              ; preds = %145, %143
  %150 = phi i64 [ %147, %145 ], [ 0, %143 ]
  %151 = phi ptr [ %148, %145 ], [ %141, %143 ]
  %152 = and i32 %140, 3
  %153 = icmp eq i32 %152, 0
  br i1 %153, label %165, label %154

154:                                              ; preds = %149, %154
  %155 = phi ptr [ %163, %154 ], [ %151, %149 ]
  %156 = phi i64 [ %161, %154 ], [ %150, %149 ]
  %157 = phi i32 [ %162, %154 ], [ %152, %149 ]
  %158 = shl i64 %156, 8
  %159 = load i8, ptr %155, align 1
  %160 = zext i8 %159 to i64
  %161 = or disjoint i64 %158, %160
  %162 = add nsw i32 %157, -1
  %163 = getelementptr inbounds nuw i8, ptr %155, i64 1
  %164 = icmp eq i32 %162, 0
  br i1 %164, label %165, label %154, !llvm.loop !16

165:                                              ; preds = %154, %149
  %166 = phi i64 [ %150, %149 ], [ %161, %154 ]
  %167 = xor i64 %166, %139
  %168 = zext i64 %167 to i128
  %169 = zext i64 %120 to i128
  %170 = mul nuw i128 %168, %169
  %171 = lshr i128 %170, 64
  %172 = xor i128 %171, %170
  %173 = trunc i128 %172 to i64
  br label %174

174:                                              ; preds = %165, %138
  %175 = phi i64 [ %173, %165 ], [ %139, %138 ]
  %176 = mul i64 %175, -7046029254386353131
  %177 = lshr i64 %176, 32
  %178 = trunc nuw i64 %177 to i32
  %179 = load i32, ptr %110, align 8
  %180 = and i32 %179, %178
  %181 = zext i32 %180 to i64
  %182 = load i64, ptr %111, align 8
  %183 = inttoptr i64 %182 to ptr
  %184 = lshr i64 %181, 6
  %185 = getelementptr inbounds nuw i64, ptr %183, i64 %184
  %186 = and i64 %181, 63
  %187 = shl nuw i64 1, %186
  %188 = atomicrmw or ptr %185, i64 %187 monotonic, align 8
  %189 = add nuw i32 %113, 1
  %190 = load i32, ptr %104, align 4
  %191 = icmp ult i32 %189, %190
  br i1 %191, label %112, label %264, !llvm.loop !30

192:                                              ; preds = %4
  %193 = and i64 %3, 1
  %194 = icmp ne i64 %193, 0
  %195 = icmp ugt i64 %3, 2
  %196 = or i1 %195, %194
  br i1 %196, label %264, label %197

197:                                              ; preds = %192
  %198 = getelementptr inbounds nuw i8, ptr %5, i64 88
  %199 = atomicrmw xchg ptr %198, i32 1 acquire, align 8
  %200 = icmp eq i32 %199, 0
  br i1 %200, label %219, label %205

201:                                              ; preds = %216, %205
  %202 = phi i32 [ %206, %205 ], [ %211, %216 ]
  %203 = atomicrmw xchg ptr %198, i32 1 acquire, align 8
  %204 = icmp eq i32 %203, 0
  br i1 %204, label %219, label %205, !llvm.loop !21

205:                                              ; preds = %197, %201
  %206 = phi i32 [ %202, %201 ], [ 0, %197 ]
  %207 = load atomic i32, ptr %198 monotonic, align 8
  %208 = icmp eq i32 %207, 0
  br i1 %208, label %201, label %209

209:                                              ; preds = %205, %216
  %210 = phi i32 [ %211, %216 ], [ %206, %205 ]
  %211 = add i32 %210, 1
  %212 = and i32 %211, 255
  %213 = icmp eq i32 %212, 0
  br i1 %213, label %214, label %216

214:                                              ; preds = %209
  %215 = tail call i32 @sched_yield() #31
  br label %216

216:                                              ; preds = %214, %209
  %217 = load atomic i32, ptr %198 monotonic, align 8
  %218 = icmp eq i32 %217, 0
  br i1 %218, label %201, label %209, !llvm.loop !22

219:                                              ; preds = %201, %197
  %220 = getelementptr inbounds nuw i8, ptr %5, i64 96
  %221 = load i32, ptr %220, align 8
  %222 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %223 = load i32, ptr %222, align 4
  %224 = icmp ult i32 %221, %223
  br i1 %224, label %225, label %229

225:                                              ; preds = %219
  %226 = add nuw i32 %221, 1
  store i32 %226, ptr %220, align 8
  %227 = getelementptr inbounds nuw i8, ptr %5, i64 148
  %228 = load i32, ptr %227, align 4
  br label %238

229:                                              ; preds = %219
  %230 = icmp eq i64 %3, 0
  br i1 %230, label %262, label %231

231:                                              ; preds = %229
  %232 = getelementptr inbounds nuw i8, ptr %5, i64 148
  %233 = load i32, ptr %232, align 4
  %234 = add i32 %233, 1
  %235 = icmp ult i32 %234, %223
  %236 = select i1 %235, i32 %234, i32 0
  store i32 %236, ptr %232, align 4
  %237 = add i32 %221, -1
  br label %238

238:                                              ; preds = %225, %231
  %239 = phi i32 [ %228, %225 ], [ %236, %231 ]
  %240 = phi i32 [ %221, %225 ], [ %237, %231 ]
  %241 = zext i32 %239 to i64
  %242 = zext i32 %240 to i64
  %243 = add nuw nsw i64 %241, %242
  %244 = zext i32 %223 to i64
  %245 = icmp samesign ult i64 %243, %244
  %246 = select i1 %245, i64 0, i64 %244
  %247 = sub nuw nsw i64 %243, %246
  %248 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %249 = load i64, ptr %248, align 8
  %250 = and i64 %247, 4294967295
  %251 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %252 = load i32, ptr %251, align 8
  %253 = zext i32 %252 to i64
  %254 = mul nuw i64 %250, %253
  %255 = add i64 %254, %249
  %256 = inttoptr i64 %255 to ptr
  %257 = inttoptr i64 %2 to ptr
  %258 = getelementptr inbounds nuw i8, ptr %5, i64 8
  %259 = load i32, ptr %258, align 8
  %260 = zext i32 %259 to i64
  %261 = tail call ptr @memcpy(ptr noundef %256, ptr noundef %257, i64 noundef %260) #31
  br label %262

262:                                              ; preds = %229, %238
  %263 = phi i64 [ 0, %238 ], [ -7, %229 ]
  store atomic i32 0, ptr %198 release, align 8
  br label %264

264:                                              ; preds = %174, %103, %100, %98, %7, %192, %262
  %265 = phi i64 [ -22, %192 ], [ %99, %98 ], [ %263, %262 ], [ -7, %7 ], [ -22, %100 ], [ 0, %103 ], [ 0, %174 ]
  ret i64 %265
}

; Function Attrs: nounwind
define hidden range(i64 -2, 1) i64 @pp_map_pop(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = inttoptr i64 %1 to ptr
  %5 = inttoptr i64 %2 to ptr
  %6 = tail call fastcc i64 @take(ptr noundef %4, ptr noundef %5, i32 noundef 1) #29
  ret i64 %6
}

; Function Attrs: noinline nounwind
define internal fastcc range(i64 -2, 1) i64 @take(ptr noundef captures(none) %0, ptr noundef %1, i32 noundef range(i32 0, 2) %2) unnamed_addr #1 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %5 = atomicrmw xchg ptr %4, i32 1 acquire, align 8
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %25, label %11

7:                                                ; preds = %22, %11
  %8 = phi i32 [ %12, %11 ], [ %17, %22 ]
  %9 = atomicrmw xchg ptr %4, i32 1 acquire, align 8
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %25, label %11, !llvm.loop !21

11:                                               ; preds = %3, %7
  %12 = phi i32 [ %8, %7 ], [ 0, %3 ]
  %13 = load atomic i32, ptr %4 monotonic, align 8
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %7, label %15

15:                                               ; preds = %11, %22
  %16 = phi i32 [ %17, %22 ], [ %12, %11 ]
  %17 = add i32 %16, 1
  %18 = and i32 %17, 255
  %19 = icmp eq i32 %18, 0
  br i1 %19, label %20, label %22

20:                                               ; preds = %15
  %21 = tail call i32 @sched_yield() #31
  br label %22

22:                                               ; preds = %20, %15
  %23 = load atomic i32, ptr %4 monotonic, align 8
  %24 = icmp eq i32 %23, 0
  br i1 %24, label %7, label %15, !llvm.loop !22

25:                                               ; preds = %7, %3
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %27 = load i32, ptr %26, align 8
  %28 = icmp eq i32 %27, 0
  br i1 %28, label %29, label %34

29:                                               ; preds = %25
  %30 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %31 = load i32, ptr %30, align 8
  %32 = zext i32 %31 to i64
  %33 = tail call ptr @memset(ptr noundef %1, i32 noundef 0, i64 noundef %32) #31
  br label %75

34:                                               ; preds = %25
  %35 = load i32, ptr %0, align 8
  %36 = icmp eq i32 %35, 23
  %37 = add i32 %27, -1
  %38 = select i1 %36, i32 %37, i32 0
  %39 = getelementptr inbounds nuw i8, ptr %0, i64 148
  %40 = load i32, ptr %39, align 4
  %41 = zext i32 %40 to i64
  %42 = zext i32 %38 to i64
  %43 = add nuw nsw i64 %42, %41
  %44 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %45 = load i32, ptr %44, align 4
  %46 = zext i32 %45 to i64
  %47 = icmp samesign ult i64 %43, %46
  %48 = select i1 %47, i64 0, i64 %46
  %49 = sub nuw nsw i64 %43, %48
  %50 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %51 = load i64, ptr %50, align 8
  %52 = and i64 %49, 4294967295
  %53 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %54 = load i32, ptr %53, align 8
  %55 = zext i32 %54 to i64
  %56 = mul nuw i64 %52, %55
  %57 = add i64 %56, %51
  %58 = inttoptr i64 %57 to ptr
  %59 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %60 = load i32, ptr %59, align 8
  %61 = zext i32 %60 to i64
  %62 = tail call ptr @memcpy(ptr noundef %1, ptr noundef %58, i64 noundef %61) #31
  %63 = icmp eq i32 %2, 0
  br i1 %63, label %75, label %64

64:                                               ; preds = %34
  %65 = load i32, ptr %26, align 8
  %66 = add i32 %65, -1
  store i32 %66, ptr %26, align 8
  %67 = load i32, ptr %0, align 8
  %68 = icmp eq i32 %67, 22
  br i1 %68, label %69, label %75

69:                                               ; preds = %64
  %70 = load i32, ptr %39, align 4
  %71 = add i32 %70, 1
  %72 = load i32, ptr %44, align 4
  %73 = icmp ult i32 %71, %72
  %74 = select i1 %73, i32 %71, i32 0
  store i32 %74, ptr %39, align 4
  br label %75

75:                                               ; preds = %34, %69, %64, %29
  %76 = phi i64 [ -2, %29 ], [ 0, %64 ], [ 0, %69 ], [ 0, %34 ]
  store atomic i32 0, ptr %4 release, align 8
  ret i64 %76
}

; Function Attrs: nounwind
define hidden range(i64 -2, 1) i64 @pp_map_peek(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = inttoptr i64 %1 to ptr
  %5 = load i32, ptr %4, align 8
  %6 = icmp eq i32 %5, 30
  %7 = inttoptr i64 %2 to ptr
  br i1 %6, label %8, label %101

8:                                                ; preds = %3
  %9 = getelementptr inbounds nuw i8, ptr %4, i64 212
  %10 = load i32, ptr %9, align 4
  %11 = icmp eq i32 %10, 0
  br i1 %11, label %103, label %12

12:                                               ; preds = %8
  %13 = getelementptr inbounds nuw i8, ptr %4, i64 104
  %14 = load i32, ptr %13, align 8
  %15 = getelementptr inbounds nuw i8, ptr %4, i64 8
  %16 = load i32, ptr %15, align 8
  %17 = icmp ugt i32 %16, 7
  %18 = getelementptr inbounds nuw i8, ptr %4, i64 208
  %19 = load i32, ptr %18, align 8
  %20 = getelementptr inbounds nuw i8, ptr %4, i64 200
  %21 = load i64, ptr %20, align 8
  %22 = inttoptr i64 %21 to ptr
  %23 = zext i32 %10 to i64
  br label %27

24:                                               ; preds = %87
  %25 = add nuw nsw i64 %28, 1
  %26 = icmp eq i64 %25, %23
  br i1 %26, label %103, label %27, !llvm.loop !31

27:                                               ; preds = %24, %12
  %28 = phi i64 [ 0, %12 ], [ %25, %24 ]
  %29 = trunc nuw i64 %28 to i32
  %30 = add i32 %14, %29
  %31 = zext i32 %30 to i64
  %32 = mul nuw i64 %31, 4294967297
  %33 = xor i64 %32, -7046029254386353131
  %34 = or i64 %33, 1
  br i1 %17, label %35, label %51

35:                                               ; preds = %27
  %36 = zext i64 %34 to i128
  br label %37

37:                                               ; preds = %37, %35
  %38 = phi ptr [ %7, %35 ], [ %49, %37 ]
  %39 = phi i32 [ %16, %35 ], [ %48, %37 ]
  %40 = phi i64 [ %33, %35 ], [ %47, %37 ]
  %41 = load i64, ptr %38, align 1
  %42 = xor i64 %41, %40
  %43 = zext i64 %42 to i128
  %44 = mul nuw i128 %43, %36
  %45 = lshr i128 %44, 64
  %46 = xor i128 %45, %44
  %47 = trunc i128 %46 to i64
  %48 = add i32 %39, -8
  %49 = getelementptr inbounds nuw i8, ptr %38, i64 8
  %50 = icmp ugt i32 %48, 7
  br i1 %50, label %37, label %51, !llvm.loop !15

51:                                               ; preds = %37, %27
  %52 = phi i64 [ %33, %27 ], [ %47, %37 ]
  %53 = phi i32 [ %16, %27 ], [ %48, %37 ]
  %54 = phi ptr [ %7, %27 ], [ %49, %37 ]
  %55 = icmp eq i32 %53, 0
  br i1 %55, label %87, label %56

56:                                               ; preds = %51
  %57 = icmp samesign ult i32 %53, 4
  br i1 %57, label %62, label %58

58:                                               ; preds = %56
  %59 = load i32, ptr %54, align 1
  %60 = zext i32 %59 to i64
  %61 = getelementptr inbounds nuw i8, ptr %54, i64 4
  br label %62

62:                                               ; preds = %58, %56
  %63 = phi i64 [ %60, %58 ], [ 0, %56 ]
  %64 = phi ptr [ %61, %58 ], [ %54, %56 ]
  %65 = and i32 %53, 3
  %66 = icmp eq i32 %65, 0
  br i1 %66, label %78, label %67

67:                                               ; preds = %62, %67
  %68 = phi ptr [ %76, %67 ], [ %64, %62 ]
  %69 = phi i64 [ %74, %67 ], [ %63, %62 ]
  %70 = phi i32 [ %75, %67 ], [ %65, %62 ]
  %71 = shl i64 %69, 8
  %72 = load i8, ptr %68, align 1
  %73 = zext i8 %72 to i64
  %74 = or disjoint i64 %71, %73
  %75 = add nsw i32 %70, -1
  %76 = getelementptr inbounds nuw i8, ptr %68, i64 1
  %77 = icmp eq i32 %75, 0
  br i1 %77, label %78, label %67, !llvm.loop !16

78:                                               ; preds = %67, %62
  %79 = phi i64 [ %63, %62 ], [ %74, %67 ]
  %80 = xor i64 %79, %52
  %81 = zext i64 %80 to i128
  %82 = zext i64 %34 to i128
  %83 = mul nuw i128 %81, %82
  %84 = lshr i128 %83, 64
  %85 = xor i128 %84, %83
  %86 = trunc i128 %85 to i64
  br label %87

87:                                               ; preds = %78, %51
  %88 = phi i64 [ %86, %78 ], [ %52, %51 ]
  %89 = mul i64 %88, -7046029254386353131
  %90 = lshr i64 %89, 32
  %91 = trunc nuw i64 %90 to i32
  %92 = and i32 %19, %91
  %93 = zext i32 %92 to i64
  %94 = lshr i64 %93, 6
  %95 = getelementptr inbounds nuw i64, ptr %22, i64 %94
  %96 = load atomic i64, ptr %95 monotonic, align 8
  %97 = and i64 %93, 63
  %98 = shl nuw i64 1, %97
  %99 = and i64 %98, %96
  %100 = icmp eq i64 %99, 0
  br i1 %100, label %103, label %24

101:                                              ; preds = %3
  %102 = tail call fastcc i64 @take(ptr noundef nonnull %4, ptr noundef %7, i32 noundef 0) #29
  br label %103

103:                                              ; preds = %87, %24, %8, %101
  %104 = phi i64 [ %102, %101 ], [ 0, %8 ], [ -2, %87 ], [ 0, %24 ]
  ret i64 %104
}

; Function Attrs: nounwind
define hidden i64 @pp_ringbuf_reserve(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef %4) local_unnamed_addr #0 {
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %7 = load i32, ptr %6, align 4
  %8 = icmp ugt i32 %7, 1023
  br i1 %8, label %9, label %18

9:                                                ; preds = %5
  %10 = and i32 %4, 1048575
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %10, ptr %11, align 4
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %13 = load i32, ptr %12, align 8
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %15, label %20

15:                                               ; preds = %9
  store i32 6, ptr %12, align 8
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %16, align 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 0, ptr %17, align 8
  br label %20

18:                                               ; preds = %5
  %19 = tail call fastcc i64 @reserve(ptr noundef nonnull %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) #29
  br label %20

20:                                               ; preds = %15, %9, %18
  %21 = phi i64 [ %19, %18 ], [ 0, %9 ], [ 0, %15 ]
  ret i64 %21
}

; Function Attrs: nounwind
define internal fastcc i64 @reserve(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) unnamed_addr #0 {
  %5 = inttoptr i64 %1 to ptr
  %6 = icmp eq i64 %3, 0
  br i1 %6, label %7, label %142

7:                                                ; preds = %4
  %8 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %9 = load i32, ptr %8, align 4
  %10 = add i32 %9, -8
  %11 = zext i32 %10 to i64
  %12 = icmp ugt i64 %2, %11
  br i1 %12, label %142, label %13

13:                                               ; preds = %7
  %14 = add nuw nsw i64 %2, 15
  %15 = and i64 %14, -8
  %16 = getelementptr inbounds nuw i8, ptr %5, i64 88
  %17 = atomicrmw xchg ptr %16, i32 1 acquire, align 8
  %18 = icmp eq i32 %17, 0
  br i1 %18, label %37, label %23

19:                                               ; preds = %34, %23
  %20 = phi i32 [ %24, %23 ], [ %29, %34 ]
  %21 = atomicrmw xchg ptr %16, i32 1 acquire, align 8
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %37, label %23, !llvm.loop !21

23:                                               ; preds = %13, %19
  %24 = phi i32 [ %20, %19 ], [ 0, %13 ]
  %25 = load atomic i32, ptr %16 monotonic, align 8
  %26 = icmp eq i32 %25, 0
  br i1 %26, label %19, label %27

27:                                               ; preds = %23, %34
  %28 = phi i32 [ %29, %34 ], [ %24, %23 ]
  %29 = add i32 %28, 1
  %30 = and i32 %29, 255
  %31 = icmp eq i32 %30, 0
  br i1 %31, label %32, label %34

32:                                               ; preds = %27
  %33 = tail call i32 @sched_yield() #31
  br label %34

34:                                               ; preds = %32, %27
  %35 = load atomic i32, ptr %16 monotonic, align 8
  %36 = icmp eq i32 %35, 0
  br i1 %36, label %19, label %27, !llvm.loop !22

37:                                               ; preds = %19, %13
  %38 = getelementptr inbounds nuw i8, ptr %5, i64 120
  %39 = load i64, ptr %38, align 8
  %40 = add i64 %39, %15
  %41 = getelementptr inbounds nuw i8, ptr %5, i64 128
  %42 = load atomic i64, ptr %41 acquire, align 8
  %43 = sub i64 %40, %42
  %44 = load i32, ptr %8, align 4
  %45 = add i32 %44, -1
  %46 = zext i32 %45 to i64
  %47 = icmp ugt i64 %43, %46
  br i1 %47, label %48, label %49

48:                                               ; preds = %37
  store atomic i32 0, ptr %16 release, align 8
  br label %142

49:                                               ; preds = %37
  %50 = getelementptr inbounds nuw i8, ptr %5, i64 112
  %51 = load i64, ptr %50, align 8
  %52 = inttoptr i64 %51 to ptr
  %53 = and i64 %39, %46
  %54 = lshr i64 %53, 3
  %55 = getelementptr inbounds nuw %struct.record, ptr %52, i64 %54
  %56 = trunc nuw i64 %2 to i32
  store atomic i32 %56, ptr %55 monotonic, align 4
  %57 = lshr i64 %39, 3
  %58 = lshr i64 %40, 3
  %59 = or i64 %57, 63
  %60 = add nuw nsw i64 %59, 1
  %61 = icmp samesign ult i64 %60, %58
  br i1 %61, label %62, label %76

62:                                               ; preds = %49, %62
  %63 = phi i64 [ %74, %62 ], [ %60, %49 ]
  %64 = load i64, ptr %50, align 8
  %65 = inttoptr i64 %64 to ptr
  %66 = load i32, ptr %8, align 4
  %67 = add i32 %66, -1
  %68 = lshr i32 %67, 3
  %69 = zext nneg i32 %68 to i64
  %70 = and i64 %63, %69
  %71 = getelementptr inbounds nuw %struct.record, ptr %65, i64 %70
  %72 = sub nsw i64 %63, %57
  %73 = trunc i64 %72 to i32
  store atomic i32 %73, ptr %71 monotonic, align 4
  %74 = add nuw nsw i64 %63, 64
  %75 = icmp samesign ult i64 %74, %58
  br i1 %75, label %62, label %76, !llvm.loop !29

76:                                               ; preds = %62, %49
  %77 = load i64, ptr %50, align 8
  %78 = inttoptr i64 %77 to ptr
  %79 = load i32, ptr %8, align 4
  %80 = add i32 %79, -1
  %81 = zext i32 %80 to i64
  %82 = and i64 %39, %81
  %83 = lshr i64 %82, 3
  %84 = getelementptr inbounds nuw %struct.record, ptr %78, i64 %83
  %85 = getelementptr inbounds nuw i8, ptr %84, i64 4
  %86 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %87 = load i32, ptr %86, align 8
  %88 = shl i32 %87, 2
  %89 = or disjoint i32 %88, 1
  store atomic i32 %89, ptr %85 release, align 4
  store atomic i64 %40, ptr %38 release, align 8
  store atomic i32 0, ptr %16 release, align 8
  %90 = load i64, ptr %50, align 8
  %91 = load i32, ptr %8, align 4
  %92 = add i32 %91, -1
  %93 = zext i32 %92 to i64
  %94 = and i64 %39, 4294967288
  %95 = and i64 %94, %93
  %96 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %97 = load i64, ptr %96, align 8
  %98 = inttoptr i64 %97 to ptr
  %99 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %100 = load i32, ptr %99, align 4
  %101 = add i32 %100, 1
  store i32 %101, ptr %99, align 4
  %102 = zext i32 %100 to i64
  %103 = getelementptr inbounds nuw %struct.held, ptr %98, i64 %102
  %104 = add nuw i64 %95, %90
  store i64 %1, ptr %103, align 8
  %105 = getelementptr inbounds nuw i8, ptr %103, i64 8
  store i64 %104, ptr %105, align 8
  %106 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %107 = load i64, ptr %106, align 8
  %108 = load i32, ptr %8, align 4
  %109 = add i32 %108, -1
  %110 = zext i32 %109 to i64
  %111 = and i64 %39, %110
  %112 = add i64 %107, 8
  %113 = add i64 %112, %111
  %114 = getelementptr inbounds nuw i8, ptr %0, i64 456
  store i64 %113, ptr %114, align 8
  %115 = add i64 %113, %2
  %116 = getelementptr inbounds nuw i8, ptr %0, i64 464
  store i64 %115, ptr %116, align 8
  %117 = icmp ugt i64 %2, 262144
  br i1 %117, label %118, label %137

118:                                              ; preds = %76
  %119 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %120 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %121

121:                                              ; preds = %133, %118
  %122 = phi i64 [ %2, %118 ], [ %134, %133 ]
  %123 = phi i64 [ %113, %118 ], [ %135, %133 ]
  %124 = inttoptr i64 %123 to ptr
  %125 = tail call ptr @memset(ptr noundef %124, i32 noundef 0, i64 noundef 262144) #31
  %126 = load i32, ptr %119, align 8
  %127 = icmp eq i32 %126, 0
  br i1 %127, label %128, label %142

128:                                              ; preds = %121
  %129 = load i32, ptr %120, align 4
  %130 = and i32 %129, 1048575
  %131 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %130) #29
  %132 = icmp eq i64 %131, 0
  br i1 %132, label %142, label %133

133:                                              ; preds = %128
  %134 = add nsw i64 %122, -262144
  %135 = add i64 %123, 262144
  %136 = icmp ugt i64 %134, 262144
  br i1 %136, label %121, label %137, !llvm.loop !32

137:                                              ; preds = %133, %76
  %138 = phi i64 [ %113, %76 ], [ %135, %133 ]
  %139 = phi i64 [ %2, %76 ], [ %134, %133 ]
  %140 = inttoptr i64 %138 to ptr
  %141 = tail call ptr @memset(ptr noundef %140, i32 noundef 0, i64 noundef %139) #31
  br label %142

142:                                              ; preds = %128, %121, %137, %4, %7, %48
  %143 = phi i64 [ 0, %4 ], [ 0, %48 ], [ 0, %7 ], [ %113, %137 ], [ %113, %121 ], [ %113, %128 ]
  ret i64 %143
}

; Function Attrs: nounwind
define hidden void @pp_end_run(ptr noundef %0) local_unnamed_addr #0 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 264
  %3 = load i64, ptr %2, align 8
  %4 = icmp eq i64 %3, 0
  br i1 %4, label %7, label %5

5:                                                ; preds = %1
  %6 = inttoptr i64 %3 to ptr
  store atomic i32 0, ptr %6 release, align 4
  store i64 0, ptr %2, align 8
  br label %7

7:                                                ; preds = %5, %1
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %9 = load i32, ptr %8, align 4
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %12, label %11

11:                                               ; preds = %7
  tail call fastcc void @discard_but(ptr noundef nonnull %0, i64 noundef 0, i64 noundef 0) #29
  br label %12

12:                                               ; preds = %11, %7
  ret void
}

; Function Attrs: noinline nounwind
define internal fastcc void @discard_but(ptr noundef initializes((456, 472)) %0, i64 noundef %1, i64 noundef %2) unnamed_addr #1 {
  %4 = alloca %struct.reach, align 8
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %6 = load i64, ptr %5, align 8
  %7 = inttoptr i64 %6 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 464
  store i64 0, ptr %8, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 456
  store i64 0, ptr %9, align 8
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %11 = load i32, ptr %10, align 4
  %12 = icmp eq i32 %11, 0
  br i1 %12, label %28, label %13

13:                                               ; preds = %3
  %14 = sub i64 %2, %1
  %15 = icmp ugt i64 %14, 192
  %16 = inttoptr i64 %1 to ptr
  %17 = getelementptr inbounds i8, ptr %16, i64 -8
  %18 = getelementptr inbounds nuw i8, ptr %4, i64 8
  %19 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %20 = getelementptr inbounds nuw i8, ptr %4, i64 24
  %21 = inttoptr i64 %2 to ptr
  %22 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %23 = getelementptr inbounds nuw i8, ptr %4, i64 40
  %24 = getelementptr inbounds nuw i8, ptr %4, i64 48
  %25 = getelementptr inbounds nuw i8, ptr %4, i64 52
  %26 = getelementptr inbounds nuw i8, ptr %4, i64 56
  %27 = getelementptr inbounds nuw i8, ptr %4, i64 64
  br label %30

28:                                               ; preds = %64, %3
  %29 = phi i32 [ 0, %3 ], [ %65, %64 ]
  store i32 %29, ptr %10, align 4
  ret void

30:                                               ; preds = %13, %64
  %31 = phi i64 [ 0, %13 ], [ %66, %64 ]
  %32 = phi i32 [ 0, %13 ], [ %65, %64 ]
  %33 = getelementptr inbounds nuw %struct.held, ptr %7, i64 %31
  %34 = getelementptr inbounds nuw i8, ptr %33, i64 8
  %35 = load i64, ptr %34, align 8
  tail call void @llvm.experimental.noalias.scope.decl(metadata !33)
  br i1 %15, label %36, label %39

36:                                               ; preds = %30
  %37 = load i64, ptr %17, align 8, !noalias !33
  %38 = inttoptr i64 %37 to ptr
  br label %39

39:                                               ; preds = %36, %30
  %40 = phi ptr [ %38, %36 ], [ null, %30 ]
  store ptr %0, ptr %4, align 8, !alias.scope !33
  store ptr %40, ptr %18, align 8, !alias.scope !33
  store ptr %16, ptr %19, align 8, !alias.scope !33
  store ptr %21, ptr %20, align 8, !alias.scope !33
  store ptr %16, ptr %22, align 8, !alias.scope !33
  store ptr %21, ptr %23, align 8, !alias.scope !33
  store i32 3, ptr %24, align 8, !alias.scope !33
  store i32 0, ptr %25, align 4, !alias.scope !33
  store ptr null, ptr %26, align 8, !alias.scope !33
  store i64 0, ptr %27, align 8, !alias.scope !33
  %41 = icmp eq ptr %40, null
  br i1 %41, label %53, label %42

42:                                               ; preds = %39
  %43 = getelementptr inbounds nuw i8, ptr %40, i64 24
  %44 = load i64, ptr %40, align 8, !noalias !33
  %45 = getelementptr inbounds nuw i64, ptr %43, i64 %44
  %46 = getelementptr inbounds nuw i8, ptr %40, i64 8
  %47 = load i64, ptr %46, align 8, !noalias !33
  %48 = mul i64 %47, 24
  %49 = getelementptr inbounds nuw i8, ptr %45, i64 %48
  store ptr %49, ptr %22, align 8, !alias.scope !33
  %50 = getelementptr inbounds nuw i8, ptr %40, i64 16
  %51 = load i64, ptr %50, align 8, !noalias !33
  %52 = getelementptr inbounds nuw i64, ptr %49, i64 %51
  store ptr %52, ptr %23, align 8, !alias.scope !33
  store i32 1, ptr %24, align 8, !alias.scope !33
  br label %53

53:                                               ; preds = %39, %42
  %54 = load i64, ptr %33, align 8
  %55 = tail call fastcc i32 @is_map(ptr noundef nonnull byval(%struct.reach) align 8 %4, i64 noundef %54) #29
  %56 = icmp eq i32 %55, 0
  br i1 %56, label %61, label %57

57:                                               ; preds = %53
  %58 = add i32 %32, 1
  %59 = zext i32 %32 to i64
  %60 = getelementptr inbounds nuw %struct.held, ptr %7, i64 %59
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %60, ptr noundef nonnull align 8 dereferenceable(16) %33, i64 16, i1 false)
  br label %64

61:                                               ; preds = %53
  %62 = inttoptr i64 %35 to ptr
  %63 = getelementptr inbounds nuw i8, ptr %62, i64 4
  store atomic i32 3, ptr %63 release, align 4
  br label %64

64:                                               ; preds = %61, %57
  %65 = phi i32 [ %58, %57 ], [ %32, %61 ]
  %66 = add nuw nsw i64 %31, 1
  %67 = load i32, ptr %10, align 4
  %68 = zext i32 %67 to i64
  %69 = icmp samesign ult i64 %66, %68
  br i1 %69, label %30, label %28, !llvm.loop !36
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_ringbuf_submit(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #6 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %5 = load i64, ptr %4, align 8
  %6 = inttoptr i64 %5 to ptr
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %8 = load i32, ptr %7, align 4
  %9 = zext i32 %8 to i64
  br label %10

10:                                               ; preds = %13, %3
  %11 = phi i64 [ %14, %13 ], [ %9, %3 ]
  %12 = icmp eq i64 %11, 0
  br i1 %12, label %23, label %13

13:                                               ; preds = %10
  %14 = add nsw i64 %11, -1
  %15 = getelementptr inbounds nuw %struct.held, ptr %6, i64 %14
  %16 = getelementptr inbounds nuw i8, ptr %15, i64 8
  %17 = load i64, ptr %16, align 8
  %18 = icmp eq i64 %17, %1
  br i1 %18, label %19, label %10, !llvm.loop !37

19:                                               ; preds = %13
  %20 = add i32 %8, -1
  store i32 %20, ptr %7, align 4
  %21 = zext i32 %20 to i64
  %22 = getelementptr inbounds nuw %struct.held, ptr %6, i64 %21
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %15, ptr noundef nonnull align 8 dereferenceable(16) %22, i64 16, i1 false)
  br label %23

23:                                               ; preds = %10, %19
  %24 = inttoptr i64 %1 to ptr
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 464
  store i64 0, ptr %25, align 8
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 456
  store i64 0, ptr %26, align 8
  %27 = getelementptr inbounds nuw i8, ptr %24, i64 4
  store atomic i32 2, ptr %27 release, align 4
  ret i64 0
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_ringbuf_discard(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #6 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %5 = load i64, ptr %4, align 8
  %6 = inttoptr i64 %5 to ptr
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %8 = load i32, ptr %7, align 4
  %9 = zext i32 %8 to i64
  br label %10

10:                                               ; preds = %13, %3
  %11 = phi i64 [ %14, %13 ], [ %9, %3 ]
  %12 = icmp eq i64 %11, 0
  br i1 %12, label %23, label %13

13:                                               ; preds = %10
  %14 = add nsw i64 %11, -1
  %15 = getelementptr inbounds nuw %struct.held, ptr %6, i64 %14
  %16 = getelementptr inbounds nuw i8, ptr %15, i64 8
  %17 = load i64, ptr %16, align 8
  %18 = icmp eq i64 %17, %1
  br i1 %18, label %19, label %10, !llvm.loop !37

19:                                               ; preds = %13
  %20 = add i32 %8, -1
  store i32 %20, ptr %7, align 4
  %21 = zext i32 %20 to i64
  %22 = getelementptr inbounds nuw %struct.held, ptr %6, i64 %21
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %15, ptr noundef nonnull align 8 dereferenceable(16) %22, i64 16, i1 false)
  br label %23

23:                                               ; preds = %10, %19
  %24 = inttoptr i64 %1 to ptr
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 464
  store i64 0, ptr %25, align 8
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 456
  store i64 0, ptr %26, align 8
  %27 = getelementptr inbounds nuw i8, ptr %24, i64 4
  store atomic i32 3, ptr %27 release, align 4
  ret i64 0
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_ringbuf_output(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = icmp ugt i64 %4, 3
  br i1 %6, label %60, label %7

7:                                                ; preds = %5
  %8 = tail call fastcc i64 @reserve(ptr noundef %0, i64 noundef %1, i64 noundef %3, i64 noundef 0) #29
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %60, label %10

10:                                               ; preds = %7
  %11 = icmp ult i64 %3, 262145
  br i1 %11, label %12, label %15

12:                                               ; preds = %10
  %13 = inttoptr i64 %8 to ptr
  %14 = inttoptr i64 %2 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr nonnull align 1 %13, ptr align 1 %14, i64 %3, i1 false)
  br label %16

15:                                               ; preds = %10
  tail call fastcc void @copy_many(ptr noundef %0, i64 noundef %8, i64 noundef %2, i64 noundef %3) #29
  br label %16

16:                                               ; preds = %12, %15
  %17 = inttoptr i64 %1 to ptr
  %18 = add i64 %8, 4294967288
  %19 = getelementptr inbounds nuw i8, ptr %17, i64 32
  %20 = load i64, ptr %19, align 8
  %21 = sub i64 %18, %20
  %22 = getelementptr inbounds nuw i8, ptr %17, i64 112
  %23 = load i64, ptr %22, align 8
  %24 = inttoptr i64 %23 to ptr
  %25 = getelementptr inbounds nuw i8, ptr %17, i64 12
  %26 = load i32, ptr %25, align 4
  %27 = add i32 %26, -1
  %28 = zext i32 %27 to i64
  %29 = and i64 %21, %28
  %30 = lshr i64 %29, 3
  %31 = getelementptr inbounds nuw %struct.record, ptr %24, i64 %30
  %32 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %33 = load i32, ptr %32, align 8
  %34 = icmp eq i32 %33, 0
  %35 = select i1 %34, i32 2, i32 3
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %37 = load i64, ptr %36, align 8
  %38 = inttoptr i64 %37 to ptr
  %39 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %40 = load i32, ptr %39, align 4
  %41 = ptrtoint ptr %31 to i64
  %42 = zext i32 %40 to i64
  br label %43

43:                                               ; preds = %46, %16
  %44 = phi i64 [ %47, %46 ], [ %42, %16 ]
  %45 = icmp eq i64 %44, 0
  br i1 %45, label %56, label %46

46:                                               ; preds = %43
  %47 = add nsw i64 %44, -1
  %48 = getelementptr inbounds nuw %struct.held, ptr %38, i64 %47
  %49 = getelementptr inbounds nuw i8, ptr %48, i64 8
  %50 = load i64, ptr %49, align 8
  %51 = icmp eq i64 %50, %41
  br i1 %51, label %52, label %43, !llvm.loop !37

52:                                               ; preds = %46
  %53 = add i32 %40, -1
  store i32 %53, ptr %39, align 4
  %54 = zext i32 %53 to i64
  %55 = getelementptr inbounds nuw %struct.held, ptr %38, i64 %54
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %48, ptr noundef nonnull align 8 dereferenceable(16) %55, i64 16, i1 false)
  br label %56

56:                                               ; preds = %43, %52
  %57 = getelementptr inbounds nuw i8, ptr %0, i64 464
  store i64 0, ptr %57, align 8
  %58 = getelementptr inbounds nuw i8, ptr %0, i64 456
  store i64 0, ptr %58, align 8
  %59 = getelementptr inbounds nuw i8, ptr %31, i64 4
  store atomic i32 %35, ptr %59 release, align 4
  br label %60

60:                                               ; preds = %7, %5, %56
  %61 = phi i64 [ -22, %5 ], [ 0, %56 ], [ -11, %7 ]
  ret i64 %61
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_ringbuf_query(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #7 {
  %4 = inttoptr i64 %1 to ptr
  %5 = getelementptr inbounds nuw i8, ptr %4, i64 128
  %6 = load atomic i64, ptr %5 acquire, align 8
  %7 = getelementptr inbounds nuw i8, ptr %4, i64 120
  %8 = load atomic i64, ptr %7 acquire, align 8
  switch i64 %2, label %16 [
    i64 0, label %9
    i64 1, label %11
    i64 2, label %17
    i64 3, label %15
  ]

9:                                                ; preds = %3
  %10 = sub i64 %8, %6
  br label %17

11:                                               ; preds = %3
  %12 = getelementptr inbounds nuw i8, ptr %4, i64 12
  %13 = load i32, ptr %12, align 4
  %14 = zext i32 %13 to i64
  br label %17

15:                                               ; preds = %3
  br label %17

16:                                               ; preds = %3
  br label %17

17:                                               ; preds = %3, %16, %15, %11, %9
  %18 = phi i64 [ 0, %16 ], [ %10, %9 ], [ %14, %11 ], [ %8, %15 ], [ %6, %3 ]
  ret i64 %18
}

; Function Attrs: nounwind
define hidden range(i64 -1, 2147483648) i64 @pp_ringbuf_consume(ptr noundef captures(none) %0, ptr noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 128
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %8 = load i64, ptr %4, align 8
  %9 = load i64, ptr %5, align 8
  %10 = load i32, ptr %6, align 4
  %11 = load atomic i64, ptr %7 acquire, align 8
  %12 = icmp eq i64 %8, %11
  br i1 %12, label %69, label %13

13:                                               ; preds = %3
  %14 = inttoptr i64 %9 to ptr
  %15 = add i32 %10, -1
  %16 = zext i32 %15 to i64
  %17 = and i64 %8, %16
  %18 = lshr i64 %17, 3
  %19 = getelementptr inbounds nuw %struct.record, ptr %14, i64 %18
  br label %37

20:                                               ; preds = %51
  store atomic i32 0, ptr %40 monotonic, align 4
  %21 = load atomic i32, ptr %38 monotonic, align 4
  %22 = and i32 %21, 2147483647
  %23 = add nuw i32 %22, 15
  %24 = and i32 %23, -8
  %25 = zext i32 %24 to i64
  %26 = add i64 %39, %25
  store atomic i64 %26, ptr %4 release, align 8
  %27 = load i64, ptr %5, align 8
  %28 = inttoptr i64 %27 to ptr
  %29 = load i32, ptr %6, align 4
  %30 = add i32 %29, -1
  %31 = zext i32 %30 to i64
  %32 = and i64 %26, %31
  %33 = lshr i64 %32, 3
  %34 = getelementptr inbounds nuw %struct.record, ptr %28, i64 %33
  %35 = load atomic i64, ptr %7 acquire, align 8
  %36 = icmp eq i64 %26, %35
  br i1 %36, label %69, label %37

37:                                               ; preds = %13, %20
  %38 = phi ptr [ %34, %20 ], [ %19, %13 ]
  %39 = phi i64 [ %26, %20 ], [ %8, %13 ]
  %40 = getelementptr inbounds nuw i8, ptr %38, i64 4
  %41 = load atomic i32, ptr %40 acquire, align 4
  %42 = and i32 %41, 3
  %43 = icmp eq i32 %42, 1
  br i1 %43, label %69, label %44

44:                                               ; preds = %37
  %45 = load atomic i32, ptr %38 monotonic, align 4
  %46 = and i32 %45, 2147483647
  %47 = zext nneg i32 %46 to i64
  %48 = icmp eq i32 %41, 2
  %49 = icmp ult i64 %2, %47
  %50 = select i1 %48, i1 %49, i1 false
  br i1 %50, label %69, label %51

51:                                               ; preds = %44
  br i1 %48, label %52, label %20

52:                                               ; preds = %51
  %53 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %54 = load i64, ptr %53, align 8
  %55 = load i32, ptr %6, align 4
  %56 = add i32 %55, -1
  %57 = zext i32 %56 to i64
  %58 = and i64 %39, %57
  %59 = add i64 %54, 8
  %60 = add i64 %59, %58
  %61 = inttoptr i64 %60 to ptr
  %62 = tail call ptr @memcpy(ptr noundef %1, ptr noundef %61, i64 noundef %47) #31
  store atomic i32 0, ptr %40 monotonic, align 4
  %63 = load atomic i32, ptr %38 monotonic, align 4
  %64 = and i32 %63, 2147483647
  %65 = add nuw i32 %64, 15
  %66 = and i32 %65, -8
  %67 = zext i32 %66 to i64
  %68 = add i64 %39, %67
  store atomic i64 %68, ptr %4 release, align 8
  br label %69

69:                                               ; preds = %44, %20, %37, %3, %52
  %70 = phi i64 [ %47, %52 ], [ -1, %3 ], [ %47, %44 ], [ -1, %20 ], [ -1, %37 ]
  ret i64 %70
}

; Function Attrs: nounwind
define hidden range(i64 -28, 1) i64 @pp_perf_event_output(ptr noundef %0, i64 %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = inttoptr i64 %2 to ptr
  %8 = lshr i64 %3, 32
  %9 = and i64 %8, 1048575
  %10 = icmp ult i64 %3, 4503599627370496
  br i1 %10, label %11, label %102

11:                                               ; preds = %6
  %12 = and i64 %3, 4294967295
  %13 = icmp eq i64 %12, 4294967295
  br i1 %13, label %14, label %18

14:                                               ; preds = %11
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %16 = load i32, ptr %15, align 8
  %17 = zext i32 %16 to i64
  br label %18

18:                                               ; preds = %14, %11
  %19 = phi i64 [ %17, %14 ], [ %12, %11 ]
  %20 = getelementptr inbounds nuw i8, ptr %7, i64 12
  %21 = load i32, ptr %20, align 4
  %22 = zext i32 %21 to i64
  %23 = icmp samesign ult i64 %19, %22
  br i1 %23, label %24, label %102

24:                                               ; preds = %18
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %28 = load i64, ptr %27, align 8
  %29 = add i64 %28, %26
  %30 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %31 = load i64, ptr %30, align 8
  %32 = sub i64 %29, %31
  %33 = icmp ugt i64 %9, %32
  br i1 %33, label %102, label %34

34:                                               ; preds = %24
  %35 = getelementptr inbounds nuw i8, ptr %7, i64 216
  %36 = load i64, ptr %35, align 8
  %37 = add i64 %5, 8
  %38 = add i64 %37, %9
  %39 = tail call fastcc i64 @reserve(ptr noundef nonnull %0, i64 noundef %36, i64 noundef %38, i64 noundef 0) #29
  %40 = icmp eq i64 %39, 0
  br i1 %40, label %41, label %44

41:                                               ; preds = %34
  %42 = getelementptr inbounds nuw i8, ptr %7, i64 224
  %43 = atomicrmw add ptr %42, i64 1 monotonic, align 8
  br label %102

44:                                               ; preds = %34
  %45 = inttoptr i64 %39 to ptr
  store i64 %19, ptr %45, align 1
  %46 = add i64 %39, 8
  %47 = icmp ult i64 %5, 262145
  br i1 %47, label %48, label %51

48:                                               ; preds = %44
  %49 = inttoptr i64 %46 to ptr
  %50 = inttoptr i64 %4 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %49, ptr align 1 %50, i64 %5, i1 false)
  br label %52

51:                                               ; preds = %44
  tail call fastcc void @copy_many(ptr noundef nonnull %0, i64 noundef %46, i64 noundef %4, i64 noundef %5) #29
  br label %52

52:                                               ; preds = %48, %51
  %53 = add i64 %46, %5
  %54 = inttoptr i64 %53 to ptr
  %55 = load i64, ptr %30, align 8
  %56 = inttoptr i64 %55 to ptr
  %57 = tail call ptr @memcpy(ptr noundef %54, ptr noundef %56, i64 noundef %9) #31
  %58 = load i64, ptr %35, align 8
  %59 = inttoptr i64 %58 to ptr
  %60 = add i64 %39, 4294967288
  %61 = getelementptr inbounds nuw i8, ptr %59, i64 32
  %62 = load i64, ptr %61, align 8
  %63 = sub i64 %60, %62
  %64 = getelementptr inbounds nuw i8, ptr %59, i64 112
  %65 = load i64, ptr %64, align 8
  %66 = inttoptr i64 %65 to ptr
  %67 = getelementptr inbounds nuw i8, ptr %59, i64 12
  %68 = load i32, ptr %67, align 4
  %69 = add i32 %68, -1
  %70 = zext i32 %69 to i64
  %71 = and i64 %63, %70
  %72 = lshr i64 %71, 3
  %73 = getelementptr inbounds nuw %struct.record, ptr %66, i64 %72
  %74 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %75 = load i32, ptr %74, align 8
  %76 = icmp eq i32 %75, 0
  %77 = select i1 %76, i32 2, i32 3
  %78 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %79 = load i64, ptr %78, align 8
  %80 = inttoptr i64 %79 to ptr
  %81 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %82 = load i32, ptr %81, align 4
  %83 = ptrtoint ptr %73 to i64
  %84 = zext i32 %82 to i64
  br label %85

85:                                               ; preds = %88, %52
  %86 = phi i64 [ %89, %88 ], [ %84, %52 ]
  %87 = icmp eq i64 %86, 0
  br i1 %87, label %98, label %88

88:                                               ; preds = %85
  %89 = add nsw i64 %86, -1
  %90 = getelementptr inbounds nuw %struct.held, ptr %80, i64 %89
  %91 = getelementptr inbounds nuw i8, ptr %90, i64 8
  %92 = load i64, ptr %91, align 8
  %93 = icmp eq i64 %92, %83
  br i1 %93, label %94, label %85, !llvm.loop !37

94:                                               ; preds = %88
  %95 = add i32 %82, -1
  store i32 %95, ptr %81, align 4
  %96 = zext i32 %95 to i64
  %97 = getelementptr inbounds nuw %struct.held, ptr %80, i64 %96
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %90, ptr noundef nonnull align 8 dereferenceable(16) %97, i64 16, i1 false)
  br label %98

98:                                               ; preds = %85, %94
  %99 = getelementptr inbounds nuw i8, ptr %0, i64 464
  store i64 0, ptr %99, align 8
  %100 = getelementptr inbounds nuw i8, ptr %0, i64 456
  store i64 0, ptr %100, align 8
  %101 = getelementptr inbounds nuw i8, ptr %73, i64 4
  store atomic i32 %77, ptr %101 release, align 4
  br label %102

102:                                              ; preds = %24, %18, %6, %98, %41
  %103 = phi i64 [ -28, %41 ], [ -22, %6 ], [ -7, %18 ], [ 0, %98 ], [ -14, %24 ]
  ret i64 %103
}

; Function Attrs: nounwind
define hidden range(i64 -28, 1) i64 @pp_kernel_packet_output(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = add i64 %3, -4294967296
  %8 = icmp ult i64 %7, 4503595332403200
  br i1 %8, label %11, label %9

9:                                                ; preds = %6
  %10 = tail call i64 @pp_perf_event_output(ptr noundef %0, i64 poison, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) #29
  br label %11

11:                                               ; preds = %6, %9
  %12 = phi i64 [ %10, %9 ], [ -14, %6 ]
  ret i64 %12
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, -1) i64 @pp_perf_event_read(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #4 {
  %4 = icmp ult i64 %2, 4294967296
  br i1 %4, label %5, label %19

5:                                                ; preds = %3
  %6 = icmp eq i64 %2, 4294967295
  br i1 %6, label %7, label %11

7:                                                ; preds = %5
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %9 = load i32, ptr %8, align 8
  %10 = zext i32 %9 to i64
  br label %11

11:                                               ; preds = %7, %5
  %12 = phi i64 [ %10, %7 ], [ %2, %5 ]
  %13 = inttoptr i64 %1 to ptr
  %14 = getelementptr inbounds nuw i8, ptr %13, i64 12
  %15 = load i32, ptr %14, align 4
  %16 = zext i32 %15 to i64
  %17 = icmp samesign ult i64 %12, %16
  %18 = select i1 %17, i64 -2, i64 -7
  br label %19

19:                                               ; preds = %3, %11
  %20 = phi i64 [ %18, %11 ], [ -22, %3 ]
  ret i64 %20
}

; Function Attrs: nounwind
define hidden range(i64 -22, -1) i64 @pp_perf_event_read_value(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = icmp ugt i64 %4, 262144
  br i1 %6, label %7, label %28

7:                                                ; preds = %5
  %8 = icmp eq ptr %0, null
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %11

11:                                               ; preds = %24, %7
  %12 = phi i64 [ %4, %7 ], [ %25, %24 ]
  %13 = phi i64 [ %3, %7 ], [ %26, %24 ]
  %14 = inttoptr i64 %13 to ptr
  %15 = tail call ptr @memset(ptr noundef %14, i32 noundef 0, i64 noundef 262144) #31
  br i1 %8, label %24, label %16

16:                                               ; preds = %11
  %17 = load i32, ptr %9, align 8
  %18 = icmp eq i32 %17, 0
  br i1 %18, label %19, label %33

19:                                               ; preds = %16
  %20 = load i32, ptr %10, align 4
  %21 = and i32 %20, 1048575
  %22 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %21) #29
  %23 = icmp eq i64 %22, 0
  br i1 %23, label %33, label %24

24:                                               ; preds = %19, %11
  %25 = add i64 %12, -262144
  %26 = add i64 %13, 262144
  %27 = icmp ugt i64 %25, 262144
  br i1 %27, label %11, label %28, !llvm.loop !32

28:                                               ; preds = %24, %5
  %29 = phi i64 [ %3, %5 ], [ %26, %24 ]
  %30 = phi i64 [ %4, %5 ], [ %25, %24 ]
  %31 = inttoptr i64 %29 to ptr
  %32 = tail call ptr @memset(ptr noundef %31, i32 noundef 0, i64 noundef %30) #31
  br label %33

33:                                               ; preds = %16, %19, %28
  %34 = icmp eq i64 %4, 24
  %35 = icmp ult i64 %2, 4294967296
  %36 = and i1 %35, %34
  br i1 %36, label %37, label %51

37:                                               ; preds = %33
  %38 = icmp eq i64 %2, 4294967295
  br i1 %38, label %39, label %43

39:                                               ; preds = %37
  %40 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %41 = load i32, ptr %40, align 8
  %42 = zext i32 %41 to i64
  br label %43

43:                                               ; preds = %39, %37
  %44 = phi i64 [ %42, %39 ], [ %2, %37 ]
  %45 = inttoptr i64 %1 to ptr
  %46 = getelementptr inbounds nuw i8, ptr %45, i64 12
  %47 = load i32, ptr %46, align 4
  %48 = zext i32 %47 to i64
  %49 = icmp samesign ult i64 %44, %48
  %50 = select i1 %49, i64 -2, i64 -7
  br label %51

51:                                               ; preds = %43, %33
  %52 = phi i64 [ -22, %33 ], [ %50, %43 ]
  ret i64 %52
}

; Function Attrs: nounwind
define hidden i64 @pp_ktime_get_ns(ptr noundef readonly captures(none) %0) local_unnamed_addr #0 {
  %2 = alloca %struct.timespec, align 8
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %14, label %6

6:                                                ; preds = %1
  %7 = inttoptr i64 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 1
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %14, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i64 8
  %13 = load i64, ptr %12, align 8
  br label %21

14:                                               ; preds = %6, %1
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #30
  %15 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %2) #31
  %16 = load i64, ptr %2, align 8
  %17 = mul i64 %16, 1000000000
  %18 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %19 = load i64, ptr %18, align 8
  %20 = add i64 %17, %19
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #30
  br label %21

21:                                               ; preds = %14, %11
  %22 = phi i64 [ %13, %11 ], [ %20, %14 ]
  ret i64 %22
}

; Function Attrs: nounwind
define hidden i64 @pp_ktime_get_boot_ns(ptr noundef readonly captures(none) %0) local_unnamed_addr #0 {
  %2 = alloca %struct.timespec, align 8
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %14, label %6

6:                                                ; preds = %1
  %7 = inttoptr i64 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 1
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %14, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i64 16
  %13 = load i64, ptr %12, align 8
  br label %21

14:                                               ; preds = %6, %1
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #30
  %15 = call i32 @clock_gettime(i32 noundef 7, ptr noundef nonnull %2) #31
  %16 = load i64, ptr %2, align 8
  %17 = mul i64 %16, 1000000000
  %18 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %19 = load i64, ptr %18, align 8
  %20 = add i64 %17, %19
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #30
  br label %21

21:                                               ; preds = %14, %11
  %22 = phi i64 [ %13, %11 ], [ %20, %14 ]
  ret i64 %22
}

; Function Attrs: nounwind
define hidden i64 @pp_ktime_get_coarse_ns(ptr noundef readonly captures(none) %0) local_unnamed_addr #0 {
  %2 = alloca %struct.timespec, align 8
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %14, label %6

6:                                                ; preds = %1
  %7 = inttoptr i64 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 1
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %14, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i64 8
  %13 = load i64, ptr %12, align 8
  br label %21

14:                                               ; preds = %6, %1
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #30
  %15 = call i32 @clock_gettime(i32 noundef 6, ptr noundef nonnull %2) #31
  %16 = load i64, ptr %2, align 8
  %17 = mul i64 %16, 1000000000
  %18 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %19 = load i64, ptr %18, align 8
  %20 = add i64 %17, %19
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #30
  br label %21

21:                                               ; preds = %14, %11
  %22 = phi i64 [ %13, %11 ], [ %20, %14 ]
  ret i64 %22
}

; Function Attrs: nounwind
define hidden i64 @pp_ktime_get_tai_ns(ptr noundef readonly captures(none) %0) local_unnamed_addr #0 {
  %2 = alloca %struct.timespec, align 8
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %14, label %6

6:                                                ; preds = %1
  %7 = inttoptr i64 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 1
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %14, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i64 24
  %13 = load i64, ptr %12, align 8
  br label %21

14:                                               ; preds = %6, %1
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #30
  %15 = call i32 @clock_gettime(i32 noundef 11, ptr noundef nonnull %2) #31
  %16 = load i64, ptr %2, align 8
  %17 = mul i64 %16, 1000000000
  %18 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %19 = load i64, ptr %18, align 8
  %20 = add i64 %17, %19
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #30
  br label %21

21:                                               ; preds = %14, %11
  %22 = phi i64 [ %13, %11 ], [ %20, %14 ]
  ret i64 %22
}

; Function Attrs: nounwind
define hidden i64 @pp_jiffies64(ptr noundef readonly captures(none) %0) local_unnamed_addr #0 {
  %2 = alloca %struct.timespec, align 8
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %14, label %6

6:                                                ; preds = %1
  %7 = inttoptr i64 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 1
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %14, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i64 32
  %13 = load i64, ptr %12, align 8
  br label %23

14:                                               ; preds = %6, %1
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #30
  %15 = call i32 @clock_gettime(i32 noundef 6, ptr noundef nonnull %2) #31
  %16 = load i64, ptr %2, align 8
  %17 = mul i64 %16, 1000000000
  %18 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %19 = load i64, ptr %18, align 8
  %20 = add i64 %17, %19
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #30
  %21 = udiv i64 %20, 4000000
  %22 = add nuw nsw i64 %21, 4294892296
  br label %23

23:                                               ; preds = %14, %11
  %24 = phi i64 [ %13, %11 ], [ %22, %14 ]
  ret i64 %24
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_get_current_cgroup_id(ptr noundef readonly captures(none) %0) local_unnamed_addr #4 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %3 = load i64, ptr %2, align 8
  %4 = icmp eq i64 %3, 0
  br i1 %4, label %11, label %5

5:                                                ; preds = %1
  %6 = inttoptr i64 %3 to ptr
  %7 = load i64, ptr %6, align 8
  %8 = and i64 %7, 32
  %9 = icmp eq i64 %8, 0
  %10 = select i1 %9, ptr null, ptr %6
  br label %11

11:                                               ; preds = %1, %5
  %12 = phi ptr [ null, %1 ], [ %10, %5 ]
  %13 = icmp eq ptr %12, null
  %14 = getelementptr inbounds nuw i8, ptr %12, i64 64
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 272
  %16 = select i1 %13, ptr %15, ptr %14
  %17 = load i64, ptr %16, align 8
  ret i64 %17
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_get_numa_node_id(ptr noundef readonly captures(none) %0) local_unnamed_addr #4 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %3 = load i64, ptr %2, align 8
  %4 = icmp eq i64 %3, 0
  br i1 %4, label %13, label %5

5:                                                ; preds = %1
  %6 = inttoptr i64 %3 to ptr
  %7 = load i64, ptr %6, align 8
  %8 = and i64 %7, 64
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %13, label %10

10:                                               ; preds = %5
  %11 = getelementptr inbounds nuw i8, ptr %6, i64 72
  %12 = load i64, ptr %11, align 8
  br label %13

13:                                               ; preds = %5, %1, %10
  %14 = phi i64 [ %12, %10 ], [ 0, %1 ], [ 0, %5 ]
  ret i64 %14
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none)
define hidden noundef i64 @pp_zero(ptr noundef readnone captures(none) %0) local_unnamed_addr #10 {
  ret i64 0
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 4294967296) i64 @pp_get_prandom_u32(ptr noundef captures(none) %0) local_unnamed_addr #7 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %3 = load i64, ptr %2, align 8
  %4 = icmp eq i64 %3, 0
  br i1 %4, label %11, label %5

5:                                                ; preds = %1
  %6 = inttoptr i64 %3 to ptr
  %7 = load i64, ptr %6, align 8
  %8 = and i64 %7, 2
  %9 = icmp eq i64 %8, 0
  %10 = select i1 %9, ptr null, ptr %6
  br label %11

11:                                               ; preds = %1, %5
  %12 = phi ptr [ null, %1 ], [ %10, %5 ]
  %13 = icmp eq ptr %12, null
  %14 = getelementptr inbounds nuw i8, ptr %12, i64 40
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 152
  %16 = select i1 %13, ptr %15, ptr %14
  %17 = load atomic i64, ptr %16 monotonic, align 8
  %18 = lshr i64 %17, 12
  %19 = xor i64 %18, %17
  %20 = shl i64 %19, 25
  %21 = xor i64 %20, %19
  %22 = lshr i64 %21, 27
  %23 = xor i64 %22, %21
  store atomic i64 %23, ptr %16 monotonic, align 8
  %24 = mul i64 %23, 2685821657736338717
  %25 = lshr i64 %24, 32
  ret i64 %25
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: read)
define hidden range(i64 0, 4294967296) i64 @pp_get_smp_processor_id(ptr noundef readonly captures(none) %0) local_unnamed_addr #11 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %3 = load i32, ptr %2, align 8
  %4 = zext i32 %3 to i64
  ret i64 %4
}

; Function Attrs: nounwind
define hidden i64 @pp_get_current_pid_tgid(ptr noundef readonly captures(none) %0) local_unnamed_addr #0 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %3 = load i64, ptr %2, align 8
  %4 = icmp eq i64 %3, 0
  br i1 %4, label %13, label %5

5:                                                ; preds = %1
  %6 = inttoptr i64 %3 to ptr
  %7 = load i64, ptr %6, align 8
  %8 = and i64 %7, 4
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %13, label %10

10:                                               ; preds = %5
  %11 = getelementptr inbounds nuw i8, ptr %6, i64 48
  %12 = load i64, ptr %11, align 8
  br label %20

13:                                               ; preds = %5, %1
  %14 = tail call i32 @getpid() #31
  %15 = sext i32 %14 to i64
  %16 = shl nsw i64 %15, 32
  %17 = tail call i32 @gettid() #31
  %18 = zext i32 %17 to i64
  %19 = or disjoint i64 %16, %18
  br label %20

20:                                               ; preds = %13, %10
  %21 = phi i64 [ %12, %10 ], [ %19, %13 ]
  ret i64 %21
}

declare i32 @getpid() local_unnamed_addr #8

declare i32 @gettid() local_unnamed_addr #8

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_get_ns_current_pid_tgid(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca [2 x i32], align 8
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %8 = load i64, ptr %7, align 8
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %18, label %10

10:                                               ; preds = %5
  %11 = inttoptr i64 %8 to ptr
  %12 = load i64, ptr %11, align 8
  %13 = and i64 %12, 4
  %14 = icmp eq i64 %13, 0
  br i1 %14, label %18, label %15

15:                                               ; preds = %10
  %16 = getelementptr inbounds nuw i8, ptr %11, i64 48
  %17 = load i64, ptr %16, align 8
  br label %25

18:                                               ; preds = %10, %5
  %19 = tail call i32 @getpid() #31
  %20 = sext i32 %19 to i64
  %21 = shl nsw i64 %20, 32
  %22 = tail call i32 @gettid() #31
  %23 = zext i32 %22 to i64
  %24 = or disjoint i64 %21, %23
  br label %25

25:                                               ; preds = %15, %18
  %26 = phi i64 [ %17, %15 ], [ %24, %18 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  store i64 %26, ptr %6, align 8
  %27 = icmp eq i64 %4, 8
  %28 = icmp ult i64 %1, 4294967296
  %29 = and i1 %28, %27
  br i1 %29, label %56, label %30

30:                                               ; preds = %25
  %31 = icmp ugt i64 %4, 262144
  br i1 %31, label %32, label %51

32:                                               ; preds = %30
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %34 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %35

35:                                               ; preds = %47, %32
  %36 = phi i64 [ %4, %32 ], [ %48, %47 ]
  %37 = phi i64 [ %3, %32 ], [ %49, %47 ]
  %38 = inttoptr i64 %37 to ptr
  %39 = tail call ptr @memset(ptr noundef %38, i32 noundef 0, i64 noundef 262144) #31
  %40 = load i32, ptr %33, align 8
  %41 = icmp eq i32 %40, 0
  br i1 %41, label %42, label %59

42:                                               ; preds = %35
  %43 = load i32, ptr %34, align 4
  %44 = and i32 %43, 1048575
  %45 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %44) #29
  %46 = icmp eq i64 %45, 0
  br i1 %46, label %59, label %47

47:                                               ; preds = %42
  %48 = add i64 %36, -262144
  %49 = add i64 %37, 262144
  %50 = icmp ugt i64 %48, 262144
  br i1 %50, label %35, label %51, !llvm.loop !32

51:                                               ; preds = %47, %30
  %52 = phi i64 [ %3, %30 ], [ %49, %47 ]
  %53 = phi i64 [ %4, %30 ], [ %48, %47 ]
  %54 = inttoptr i64 %52 to ptr
  %55 = tail call ptr @memset(ptr noundef %54, i32 noundef 0, i64 noundef %53) #31
  br label %59

56:                                               ; preds = %25
  %57 = inttoptr i64 %3 to ptr
  %58 = call ptr @memcpy(ptr noundef %57, ptr noundef nonnull %6, i64 noundef 8) #31
  br label %59

59:                                               ; preds = %42, %35, %51, %56
  %60 = phi i64 [ 0, %56 ], [ -22, %51 ], [ -22, %35 ], [ -22, %42 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  ret i64 %60
}

; Function Attrs: nounwind
define hidden i64 @pp_get_current_uid_gid(ptr noundef readonly captures(none) %0) local_unnamed_addr #0 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %3 = load i64, ptr %2, align 8
  %4 = icmp eq i64 %3, 0
  br i1 %4, label %13, label %5

5:                                                ; preds = %1
  %6 = inttoptr i64 %3 to ptr
  %7 = load i64, ptr %6, align 8
  %8 = and i64 %7, 8
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %13, label %10

10:                                               ; preds = %5
  %11 = getelementptr inbounds nuw i8, ptr %6, i64 56
  %12 = load i64, ptr %11, align 8
  br label %20

13:                                               ; preds = %5, %1
  %14 = tail call i32 @getgid() #31
  %15 = zext i32 %14 to i64
  %16 = shl nuw i64 %15, 32
  %17 = tail call i32 @getuid() #31
  %18 = zext i32 %17 to i64
  %19 = or disjoint i64 %16, %18
  br label %20

20:                                               ; preds = %13, %10
  %21 = phi i64 [ %12, %10 ], [ %19, %13 ]
  ret i64 %21
}

declare i32 @getgid() local_unnamed_addr #8

declare i32 @getuid() local_unnamed_addr #8

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_get_current_comm(ptr noundef %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = alloca [16 x i8], align 16
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %6 = load i64, ptr %5, align 8
  %7 = icmp eq i64 %6, 0
  br i1 %7, label %13, label %8

8:                                                ; preds = %3
  %9 = inttoptr i64 %6 to ptr
  %10 = load i64, ptr %9, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #30
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 16 dereferenceable(16) %4, i8 0, i64 16, i1 false)
  %11 = tail call i64 @llvm.umin.i64(i64 %2, i64 16)
  %12 = icmp eq i64 %2, 0
  br i1 %12, label %57, label %16

13:                                               ; preds = %3
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #30
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 16 dereferenceable(16) %4, i8 0, i64 16, i1 false)
  %14 = tail call i64 @llvm.umin.i64(i64 %2, i64 16)
  %15 = icmp eq i64 %2, 0
  br i1 %15, label %57, label %22

16:                                               ; preds = %8
  %17 = and i64 %10, 16
  %18 = icmp eq i64 %17, 0
  br i1 %18, label %22, label %19

19:                                               ; preds = %16
  %20 = getelementptr inbounds nuw i8, ptr %9, i64 96
  %21 = call ptr @memcpy(ptr noundef nonnull %4, ptr noundef nonnull %20, i64 noundef 16) #31
  br label %25

22:                                               ; preds = %13, %16
  %23 = phi i64 [ %11, %16 ], [ %14, %13 ]
  %24 = call i32 (i32, ...) @prctl(i32 noundef 16, ptr noundef nonnull %4) #31
  br label %25

25:                                               ; preds = %22, %19
  %26 = phi i64 [ %23, %22 ], [ %11, %19 ]
  %27 = icmp ugt i64 %2, 262144
  br i1 %27, label %28, label %47

28:                                               ; preds = %25
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %30 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %31

31:                                               ; preds = %43, %28
  %32 = phi i64 [ %2, %28 ], [ %44, %43 ]
  %33 = phi i64 [ %1, %28 ], [ %45, %43 ]
  %34 = inttoptr i64 %33 to ptr
  %35 = call ptr @memset(ptr noundef %34, i32 noundef 0, i64 noundef 262144) #31
  %36 = load i32, ptr %29, align 8
  %37 = icmp eq i32 %36, 0
  br i1 %37, label %38, label %52

38:                                               ; preds = %31
  %39 = load i32, ptr %30, align 4
  %40 = and i32 %39, 1048575
  %41 = call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %40) #29
  %42 = icmp eq i64 %41, 0
  br i1 %42, label %52, label %43

43:                                               ; preds = %38
  %44 = add i64 %32, -262144
  %45 = add i64 %33, 262144
  %46 = icmp ugt i64 %44, 262144
  br i1 %46, label %31, label %47, !llvm.loop !32

47:                                               ; preds = %43, %25
  %48 = phi i64 [ %1, %25 ], [ %45, %43 ]
  %49 = phi i64 [ %2, %25 ], [ %44, %43 ]
  %50 = inttoptr i64 %48 to ptr
  %51 = call ptr @memset(ptr noundef %50, i32 noundef 0, i64 noundef %49) #31
  br label %52

52:                                               ; preds = %31, %38, %47
  %53 = inttoptr i64 %1 to ptr
  %54 = call ptr @memcpy(ptr noundef %53, ptr noundef nonnull %4, i64 noundef %26) #31
  %55 = getelementptr i8, ptr %53, i64 %2
  %56 = getelementptr i8, ptr %55, i64 -1
  store i8 0, ptr %56, align 1
  br label %57

57:                                               ; preds = %13, %8, %52
  %58 = phi i64 [ 0, %52 ], [ -22, %8 ], [ -22, %13 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #30
  ret i64 %58
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i64(ptr writeonly captures(none), i8, i64, i1 immarg) #12

declare i32 @prctl(i32 noundef, ...) local_unnamed_addr #8

; Function Attrs: nounwind
define hidden range(i64 -34, 1) i64 @pp_probe_read(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = tail call fastcc i64 @probe_read(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef 1) #29
  ret i64 %5
}

; Function Attrs: nounwind
define internal fastcc range(i64 -34, 1) i64 @probe_read(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef range(i32 0, 3) %4) unnamed_addr #0 {
  %6 = icmp eq i64 %2, 0
  br i1 %6, label %72, label %7

7:                                                ; preds = %5
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %9 = load i64, ptr %8, align 8
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %11 = load i64, ptr %10, align 8
  %12 = icmp ult i64 %3, %9
  %13 = icmp ugt i64 %3, %11
  %14 = or i1 %12, %13
  %15 = sub nuw i64 %11, %3
  %16 = icmp ugt i64 %2, %15
  %17 = select i1 %14, i1 true, i1 %16
  br i1 %17, label %18, label %66

18:                                               ; preds = %7
  %19 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %3, i64 noundef range(i64 1, 0) %2, i32 noundef 0) #29
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %21, label %66

21:                                               ; preds = %18
  %22 = icmp ugt i64 %2, 262144
  br i1 %22, label %23, label %42

23:                                               ; preds = %21
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %26

26:                                               ; preds = %38, %23
  %27 = phi i64 [ %2, %23 ], [ %39, %38 ]
  %28 = phi i64 [ %1, %23 ], [ %40, %38 ]
  %29 = inttoptr i64 %28 to ptr
  %30 = tail call ptr @memset(ptr noundef %29, i32 noundef 0, i64 noundef 262144) #31
  %31 = load i32, ptr %24, align 8
  %32 = icmp eq i32 %31, 0
  br i1 %32, label %33, label %47

33:                                               ; preds = %26
  %34 = load i32, ptr %25, align 4
  %35 = and i32 %34, 1048575
  %36 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %35) #29
  %37 = icmp eq i64 %36, 0
  br i1 %37, label %47, label %38

38:                                               ; preds = %33
  %39 = add i64 %27, -262144
  %40 = add i64 %28, 262144
  %41 = icmp ugt i64 %39, 262144
  br i1 %41, label %26, label %42, !llvm.loop !32

42:                                               ; preds = %38, %21
  %43 = phi i64 [ %1, %21 ], [ %40, %38 ]
  %44 = phi i64 [ %2, %21 ], [ %39, %38 ]
  %45 = inttoptr i64 %43 to ptr
  %46 = tail call ptr @memset(ptr noundef %45, i32 noundef 0, i64 noundef %44) #31
  br label %47

47:                                               ; preds = %26, %33, %42
  %48 = icmp eq i32 %4, 2
  %49 = icmp eq i32 %4, 1
  %50 = select i1 %49, i64 140737488351232, i64 -140737488355328
  %51 = icmp uge i64 %3, %50
  %52 = or i1 %48, %51
  %53 = icmp ult i64 %3, -140737488355328
  %54 = and i1 %53, %52
  br i1 %54, label %55, label %72

55:                                               ; preds = %47
  %56 = load i64, ptr %8, align 8
  %57 = load i64, ptr %10, align 8
  %58 = icmp ult i64 %3, %56
  %59 = icmp uge i64 %3, %57
  %60 = or i1 %58, %59
  br i1 %60, label %61, label %72

61:                                               ; preds = %55
  %62 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %3, i64 noundef 1, i32 noundef 0) #29
  %63 = freeze i32 %62
  %64 = icmp eq i32 %63, 0
  %65 = select i1 %64, i64 -34, i64 -14
  br label %72

66:                                               ; preds = %7, %18
  %67 = icmp ult i64 %2, 262145
  br i1 %67, label %68, label %71

68:                                               ; preds = %66
  %69 = inttoptr i64 %1 to ptr
  %70 = inttoptr i64 %3 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %69, ptr align 1 %70, i64 %2, i1 false)
  br label %72

71:                                               ; preds = %66
  tail call fastcc void @copy_many(ptr noundef nonnull %0, i64 noundef %1, i64 noundef %3, i64 noundef %2) #29
  br label %72

72:                                               ; preds = %71, %68, %61, %55, %47, %5
  %73 = phi i64 [ 0, %5 ], [ %65, %61 ], [ -14, %47 ], [ -14, %55 ], [ 0, %68 ], [ 0, %71 ]
  ret i64 %73
}

; Function Attrs: nounwind
define hidden range(i64 -34, 1) i64 @pp_probe_read_user(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = tail call fastcc i64 @probe_read(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef 0) #29
  ret i64 %5
}

; Function Attrs: nounwind
define hidden range(i64 -34, 1) i64 @pp_probe_read_kernel(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = tail call fastcc i64 @probe_read(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef 2) #29
  ret i64 %5
}

; Function Attrs: nounwind
define hidden range(i64 -34, 1) i64 @pp_copy_from_user_task(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = icmp eq i64 %5, 0
  br i1 %7, label %8, label %10

8:                                                ; preds = %6
  %9 = tail call fastcc i64 @probe_read(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef 0) #29
  br label %10

10:                                               ; preds = %6, %8
  %11 = phi i64 [ %9, %8 ], [ -22, %6 ]
  ret i64 %11
}

; Function Attrs: nounwind
define hidden i64 @pp_probe_read_str(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = tail call fastcc i64 @probe_read_str(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef 1) #29
  ret i64 %5
}

; Function Attrs: nounwind
define internal fastcc i64 @probe_read_str(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef range(i32 0, 3) %4) unnamed_addr #0 {
  %6 = inttoptr i64 %1 to ptr
  %7 = icmp eq i64 %2, 0
  br i1 %7, label %116, label %8

8:                                                ; preds = %5
  %9 = icmp eq ptr %0, null
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %14 = inttoptr i64 %3 to ptr
  br label %15

15:                                               ; preds = %8, %111
  %16 = phi i64 [ 0, %8 ], [ %59, %111 ]
  %17 = phi i64 [ 0, %8 ], [ %110, %111 ]
  %18 = icmp eq i64 %17, 0
  %19 = and i64 %17, 262143
  %20 = icmp ne i64 %19, 0
  %21 = or i1 %18, %20
  %22 = or i1 %9, %21
  br i1 %22, label %31, label %23

23:                                               ; preds = %15
  %24 = load i32, ptr %10, align 8
  %25 = icmp eq i32 %24, 0
  br i1 %25, label %26, label %116

26:                                               ; preds = %23
  %27 = load i32, ptr %11, align 4
  %28 = and i32 %27, 1048575
  %29 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %28) #29
  %30 = icmp eq i64 %29, 0
  br i1 %30, label %116, label %31

31:                                               ; preds = %26, %15
  %32 = icmp eq i64 %17, %16
  br i1 %32, label %33, label %58

33:                                               ; preds = %31
  %34 = add i64 %16, %3
  %35 = load i64, ptr %12, align 8
  %36 = load i64, ptr %13, align 8
  %37 = icmp ult i64 %34, %35
  %38 = icmp ugt i64 %34, %36
  %39 = or i1 %37, %38
  %40 = sub nuw i64 %36, %34
  %41 = icmp ult i64 %40, 64
  %42 = select i1 %39, i1 true, i1 %41
  br i1 %42, label %43, label %55

43:                                               ; preds = %33
  %44 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %34, i64 noundef 64, i32 noundef 0) #29
  %45 = icmp eq i32 %44, 0
  br i1 %45, label %46, label %55

46:                                               ; preds = %43
  %47 = load i64, ptr %12, align 8
  %48 = load i64, ptr %13, align 8
  %49 = icmp ult i64 %34, %47
  %50 = icmp uge i64 %34, %48
  %51 = or i1 %49, %50
  br i1 %51, label %52, label %55

52:                                               ; preds = %46
  %53 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %34, i64 noundef 1, i32 noundef 0) #29
  %54 = zext nneg i32 %53 to i64
  br label %55

55:                                               ; preds = %52, %46, %33, %43
  %56 = phi i64 [ 64, %33 ], [ 64, %43 ], [ 1, %46 ], [ %54, %52 ]
  %57 = add i64 %56, %16
  br label %58

58:                                               ; preds = %55, %31
  %59 = phi i64 [ %57, %55 ], [ %16, %31 ]
  %60 = icmp eq i64 %17, %59
  br i1 %60, label %61, label %105

61:                                               ; preds = %58
  %62 = icmp ugt i64 %2, 262144
  br i1 %62, label %63, label %82

63:                                               ; preds = %61, %76
  %64 = phi i64 [ %77, %76 ], [ %2, %61 ]
  %65 = phi i64 [ %78, %76 ], [ %1, %61 ]
  %66 = inttoptr i64 %65 to ptr
  %67 = tail call ptr @memset(ptr noundef %66, i32 noundef 0, i64 noundef 262144) #31
  br i1 %9, label %76, label %68

68:                                               ; preds = %63
  %69 = load i32, ptr %10, align 8
  %70 = icmp eq i32 %69, 0
  br i1 %70, label %71, label %86

71:                                               ; preds = %68
  %72 = load i32, ptr %11, align 4
  %73 = and i32 %72, 1048575
  %74 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %73) #29
  %75 = icmp eq i64 %74, 0
  br i1 %75, label %86, label %76

76:                                               ; preds = %71, %63
  %77 = add i64 %64, -262144
  %78 = add i64 %65, 262144
  %79 = icmp ugt i64 %77, 262144
  br i1 %79, label %63, label %80, !llvm.loop !32

80:                                               ; preds = %76
  %81 = inttoptr i64 %78 to ptr
  br label %82

82:                                               ; preds = %80, %61
  %83 = phi ptr [ %81, %80 ], [ %6, %61 ]
  %84 = phi i64 [ %77, %80 ], [ %2, %61 ]
  %85 = tail call ptr @memset(ptr noundef %83, i32 noundef 0, i64 noundef %84) #31
  br label %86

86:                                               ; preds = %68, %71, %82
  %87 = icmp eq i32 %4, 2
  %88 = icmp eq i32 %4, 1
  %89 = select i1 %88, i64 140737488351232, i64 -140737488355328
  %90 = icmp uge i64 %3, %89
  %91 = or i1 %87, %90
  %92 = icmp ult i64 %3, -140737488355328
  %93 = and i1 %92, %91
  br i1 %93, label %94, label %116

94:                                               ; preds = %86
  %95 = load i64, ptr %12, align 8
  %96 = load i64, ptr %13, align 8
  %97 = icmp ult i64 %3, %95
  %98 = icmp uge i64 %3, %96
  %99 = or i1 %97, %98
  br i1 %99, label %100, label %116

100:                                              ; preds = %94
  %101 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %3, i64 noundef 1, i32 noundef 0) #29
  %102 = freeze i32 %101
  %103 = icmp eq i32 %102, 0
  %104 = select i1 %103, i64 -34, i64 -14
  br label %116

105:                                              ; preds = %58
  %106 = getelementptr inbounds nuw i8, ptr %14, i64 %17
  %107 = load i8, ptr %106, align 1
  %108 = getelementptr inbounds nuw i8, ptr %6, i64 %17
  store i8 %107, ptr %108, align 1
  %109 = icmp eq i8 %107, 0
  %110 = add nuw i64 %17, 1
  br i1 %109, label %116, label %111

111:                                              ; preds = %105
  %112 = icmp eq i64 %110, %2
  br i1 %112, label %113, label %15, !llvm.loop !38

113:                                              ; preds = %111
  %114 = getelementptr i8, ptr %6, i64 %2
  %115 = getelementptr i8, ptr %114, i64 -1
  store i8 0, ptr %115, align 1
  br label %116

116:                                              ; preds = %23, %26, %105, %100, %94, %86, %5, %113
  %117 = phi i64 [ %2, %113 ], [ %104, %100 ], [ -14, %86 ], [ 0, %5 ], [ -14, %94 ], [ %2, %23 ], [ %2, %26 ], [ %110, %105 ]
  ret i64 %117
}

; Function Attrs: nounwind
define hidden i64 @pp_probe_read_user_str(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = tail call fastcc i64 @probe_read_str(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef 0) #29
  ret i64 %5
}

; Function Attrs: nounwind
define hidden i64 @pp_probe_read_kernel_str(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = tail call fastcc i64 @probe_read_str(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef 2) #29
  ret i64 %5
}

; Function Attrs: nofree norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_load_packet(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #13 {
  %4 = trunc i64 %1 to i32
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %6 = load i16, ptr %5, align 8
  %7 = icmp eq i16 %6, 0
  br i1 %7, label %11, label %8

8:                                                ; preds = %3
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %10 = load i64, ptr %9, align 8
  br label %19

11:                                               ; preds = %3
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 496
  %13 = load i64, ptr %12, align 8
  %14 = icmp eq i64 %13, 0
  br i1 %14, label %19, label %15

15:                                               ; preds = %11
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %17 = load i64, ptr %16, align 8
  %18 = sub i64 %17, %13
  br label %19

19:                                               ; preds = %15, %11, %8
  %20 = phi i64 [ %10, %8 ], [ %18, %15 ], [ 0, %11 ]
  %21 = icmp sgt i32 %4, -1
  br i1 %21, label %22, label %27

22:                                               ; preds = %19
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %24 = load i64, ptr %23, align 8
  %25 = and i64 %1, 2147483647
  %26 = add i64 %24, %25
  br label %43

27:                                               ; preds = %19
  %28 = icmp samesign ugt i32 %4, -1048577
  br i1 %28, label %29, label %36

29:                                               ; preds = %27
  %30 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %31 = load i64, ptr %30, align 8
  %32 = zext i16 %6 to i64
  %33 = and i64 %1, 1048575
  %34 = add nuw nsw i64 %33, %32
  %35 = add i64 %34, %31
  br label %43

36:                                               ; preds = %27
  %37 = icmp samesign ugt i32 %4, -2097153
  %38 = icmp ne i64 %20, 0
  %39 = select i1 %37, i1 %38, i1 false
  %40 = add i64 %1, 2097152
  %41 = and i64 %40, 4294967295
  %42 = add i64 %20, %41
  br i1 %39, label %43, label %71

43:                                               ; preds = %36, %22, %29
  %44 = phi i64 [ %26, %22 ], [ %35, %29 ], [ %42, %36 ]
  %45 = icmp eq i64 %44, 0
  br i1 %45, label %71, label %46

46:                                               ; preds = %43
  %47 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %48 = load i64, ptr %47, align 8
  %49 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %50 = load i64, ptr %49, align 8
  %51 = add i64 %50, %48
  %52 = icmp ugt i64 %44, %51
  %53 = sub i64 %51, %44
  %54 = icmp ugt i64 %2, %53
  %55 = or i1 %52, %54
  br i1 %55, label %71, label %56

56:                                               ; preds = %46
  %57 = icmp eq i64 %2, 0
  br i1 %57, label %71, label %58

58:                                               ; preds = %56
  %59 = inttoptr i64 %44 to ptr
  br label %60

60:                                               ; preds = %58, %60
  %61 = phi ptr [ %69, %60 ], [ %59, %58 ]
  %62 = phi i64 [ %67, %60 ], [ 0, %58 ]
  %63 = phi i64 [ %68, %60 ], [ %2, %58 ]
  %64 = shl i64 %62, 8
  %65 = load i8, ptr %61, align 1
  %66 = zext i8 %65 to i64
  %67 = or disjoint i64 %64, %66
  %68 = add i64 %63, -1
  %69 = getelementptr inbounds nuw i8, ptr %61, i64 1
  %70 = icmp eq i64 %68, 0
  br i1 %70, label %71, label %60, !llvm.loop !39

71:                                               ; preds = %60, %56, %36, %43, %46
  %72 = phi i64 [ -1, %43 ], [ -1, %36 ], [ -1, %46 ], [ 0, %56 ], [ %67, %60 ]
  ret i64 %72
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -11, -6) i64 @pp_current_task_under_cgroup(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #4 {
  %4 = trunc i64 %2 to i32
  %5 = inttoptr i64 %1 to ptr
  %6 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %7 = load i32, ptr %6, align 4
  %8 = icmp ugt i32 %7, %4
  %9 = select i1 %8, i64 -11, i64 -7
  ret i64 %9
}

; Function Attrs: nounwind
define hidden range(i64 -131391639519232, -131387344551936) i64 @pp_get_current_task(ptr noundef readonly captures(none) %0) local_unnamed_addr #0 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %3 = load i64, ptr %2, align 8
  %4 = icmp eq i64 %3, 0
  br i1 %4, label %13, label %5

5:                                                ; preds = %1
  %6 = inttoptr i64 %3 to ptr
  %7 = load i64, ptr %6, align 8
  %8 = and i64 %7, 4
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %13, label %10

10:                                               ; preds = %5
  %11 = getelementptr inbounds nuw i8, ptr %6, i64 48
  %12 = load i64, ptr %11, align 8
  br label %20

13:                                               ; preds = %5, %1
  %14 = tail call i32 @getpid() #31
  %15 = sext i32 %14 to i64
  %16 = shl nsw i64 %15, 32
  %17 = tail call i32 @gettid() #31
  %18 = zext i32 %17 to i64
  %19 = or disjoint i64 %16, %18
  br label %20

20:                                               ; preds = %10, %13
  %21 = phi i64 [ %12, %10 ], [ %19, %13 ]
  %22 = and i64 %21, 4294967295
  %23 = or disjoint i64 %22, -131391639519232
  ret i64 %23
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none)
define hidden noundef range(i64 -22, -13) i64 @pp_get_stackid(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #10 {
  %5 = icmp ult i64 %3, 2048
  %6 = select i1 %5, i64 -14, i64 -22
  ret i64 %6
}

; Function Attrs: nounwind
define hidden noundef range(i64 -22, -13) i64 @pp_get_stack(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = icmp ugt i64 %3, 262144
  br i1 %6, label %7, label %28

7:                                                ; preds = %5
  %8 = icmp eq ptr %0, null
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %11

11:                                               ; preds = %24, %7
  %12 = phi i64 [ %3, %7 ], [ %25, %24 ]
  %13 = phi i64 [ %2, %7 ], [ %26, %24 ]
  %14 = inttoptr i64 %13 to ptr
  %15 = tail call ptr @memset(ptr noundef %14, i32 noundef 0, i64 noundef 262144) #31
  br i1 %8, label %24, label %16

16:                                               ; preds = %11
  %17 = load i32, ptr %9, align 8
  %18 = icmp eq i32 %17, 0
  br i1 %18, label %19, label %33

19:                                               ; preds = %16
  %20 = load i32, ptr %10, align 4
  %21 = and i32 %20, 1048575
  %22 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %21) #29
  %23 = icmp eq i64 %22, 0
  br i1 %23, label %33, label %24

24:                                               ; preds = %19, %11
  %25 = add i64 %12, -262144
  %26 = add i64 %13, 262144
  %27 = icmp ugt i64 %25, 262144
  br i1 %27, label %11, label %28, !llvm.loop !32

28:                                               ; preds = %24, %5
  %29 = phi i64 [ %2, %5 ], [ %26, %24 ]
  %30 = phi i64 [ %3, %5 ], [ %25, %24 ]
  %31 = inttoptr i64 %29 to ptr
  %32 = tail call ptr @memset(ptr noundef %31, i32 noundef 0, i64 noundef %30) #31
  br label %33

33:                                               ; preds = %16, %19, %28
  %34 = and i64 %4, -2304
  %35 = icmp eq i64 %34, 0
  %36 = select i1 %35, i64 -14, i64 -22
  ret i64 %36
}

; Function Attrs: nounwind
define hidden range(i64 -14, 1) i64 @pp_skb_load_bytes(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %7 = load i64, ptr %6, align 8
  %8 = tail call fastcc i64 @load_bytes(ptr noundef %0, i64 noundef %7, i64 noundef %2, i64 noundef %3, i64 noundef %4) #29
  ret i64 %8
}

; Function Attrs: nounwind
define internal fastcc range(i64 -14, 1) i64 @load_bytes(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) unnamed_addr #0 {
  %6 = and i64 %2, 4294967295
  %7 = add i64 %6, %1
  %8 = and i64 %2, 2147483648
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %10, label %20

10:                                               ; preds = %5
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %12 = load i64, ptr %11, align 8
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %14 = load i64, ptr %13, align 8
  %15 = add i64 %14, %12
  %16 = icmp ugt i64 %7, %15
  %17 = sub i64 %15, %7
  %18 = icmp ugt i64 %4, %17
  %19 = or i1 %16, %18
  br i1 %19, label %20, label %48

20:                                               ; preds = %10, %5
  %21 = icmp ugt i64 %4, 262144
  br i1 %21, label %22, label %43

22:                                               ; preds = %20
  %23 = icmp eq ptr %0, null
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %26

26:                                               ; preds = %39, %22
  %27 = phi i64 [ %4, %22 ], [ %40, %39 ]
  %28 = phi i64 [ %3, %22 ], [ %41, %39 ]
  %29 = inttoptr i64 %28 to ptr
  %30 = tail call ptr @memset(ptr noundef %29, i32 noundef 0, i64 noundef 262144) #31
  br i1 %23, label %39, label %31

31:                                               ; preds = %26
  %32 = load i32, ptr %24, align 8
  %33 = icmp eq i32 %32, 0
  br i1 %33, label %34, label %54

34:                                               ; preds = %31
  %35 = load i32, ptr %25, align 4
  %36 = and i32 %35, 1048575
  %37 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %36) #29
  %38 = icmp eq i64 %37, 0
  br i1 %38, label %54, label %39

39:                                               ; preds = %34, %26
  %40 = add i64 %27, -262144
  %41 = add i64 %28, 262144
  %42 = icmp ugt i64 %40, 262144
  br i1 %42, label %26, label %43, !llvm.loop !32

43:                                               ; preds = %39, %20
  %44 = phi i64 [ %3, %20 ], [ %41, %39 ]
  %45 = phi i64 [ %4, %20 ], [ %40, %39 ]
  %46 = inttoptr i64 %44 to ptr
  %47 = tail call ptr @memset(ptr noundef %46, i32 noundef 0, i64 noundef %45) #31
  br label %54

48:                                               ; preds = %10
  %49 = icmp ult i64 %4, 262145
  br i1 %49, label %50, label %53

50:                                               ; preds = %48
  %51 = inttoptr i64 %3 to ptr
  %52 = inttoptr i64 %7 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %51, ptr align 1 %52, i64 %4, i1 false)
  br label %54

53:                                               ; preds = %48
  tail call fastcc void @copy_many(ptr noundef nonnull %0, i64 noundef %3, i64 noundef %7, i64 noundef %4) #29
  br label %54

54:                                               ; preds = %34, %31, %53, %50, %43
  %55 = phi i64 [ -14, %43 ], [ 0, %50 ], [ 0, %53 ], [ -14, %31 ], [ -14, %34 ]
  ret i64 %55
}

; Function Attrs: nounwind
define hidden range(i64 -14, 1) i64 @pp_skb_load_bytes_relative(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = trunc i64 %5 to i32
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %16, label %9

9:                                                ; preds = %6
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %11 = load i64, ptr %10, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %13 = load i16, ptr %12, align 8
  %14 = zext i16 %13 to i64
  %15 = add i64 %11, %14
  br label %31

16:                                               ; preds = %6
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %18 = load i16, ptr %17, align 8
  %19 = icmp eq i16 %18, 0
  br i1 %19, label %23, label %20

20:                                               ; preds = %16
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %22 = load i64, ptr %21, align 8
  br label %31

23:                                               ; preds = %16
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 496
  %25 = load i64, ptr %24, align 8
  %26 = icmp eq i64 %25, 0
  br i1 %26, label %36, label %27

27:                                               ; preds = %23
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %29 = load i64, ptr %28, align 8
  %30 = sub i64 %29, %25
  br label %31

31:                                               ; preds = %27, %20, %9
  %32 = phi i64 [ %15, %9 ], [ %22, %20 ], [ %30, %27 ]
  %33 = icmp ult i32 %7, 2
  %34 = icmp ne i64 %32, 0
  %35 = select i1 %33, i1 %34, i1 false
  br i1 %35, label %62, label %36

36:                                               ; preds = %23, %31
  %37 = icmp ugt i64 %4, 262144
  br i1 %37, label %38, label %57

38:                                               ; preds = %36
  %39 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %40 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %41

41:                                               ; preds = %53, %38
  %42 = phi i64 [ %4, %38 ], [ %54, %53 ]
  %43 = phi i64 [ %3, %38 ], [ %55, %53 ]
  %44 = inttoptr i64 %43 to ptr
  %45 = tail call ptr @memset(ptr noundef %44, i32 noundef 0, i64 noundef 262144) #31
  %46 = load i32, ptr %39, align 8
  %47 = icmp eq i32 %46, 0
  br i1 %47, label %48, label %64

48:                                               ; preds = %41
  %49 = load i32, ptr %40, align 4
  %50 = and i32 %49, 1048575
  %51 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %50) #29
  %52 = icmp eq i64 %51, 0
  br i1 %52, label %64, label %53

53:                                               ; preds = %48
  %54 = add i64 %42, -262144
  %55 = add i64 %43, 262144
  %56 = icmp ugt i64 %54, 262144
  br i1 %56, label %41, label %57, !llvm.loop !32

57:                                               ; preds = %53, %36
  %58 = phi i64 [ %3, %36 ], [ %55, %53 ]
  %59 = phi i64 [ %4, %36 ], [ %54, %53 ]
  %60 = inttoptr i64 %58 to ptr
  %61 = tail call ptr @memset(ptr noundef %60, i32 noundef 0, i64 noundef %59) #31
  br label %64

62:                                               ; preds = %31
  %63 = tail call fastcc i64 @load_bytes(ptr noundef nonnull %0, i64 noundef %32, i64 noundef %2, i64 noundef %3, i64 noundef %4) #29
  br label %64

64:                                               ; preds = %48, %41, %57, %62
  %65 = phi i64 [ %63, %62 ], [ -14, %57 ], [ -14, %41 ], [ -14, %48 ]
  ret i64 %65
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_skb_store_bytes(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = and i64 %2, 4294967295
  %8 = icmp ult i64 %5, 4
  br i1 %8, label %9, label %38

9:                                                ; preds = %6
  %10 = icmp samesign ugt i64 %7, 2147483647
  br i1 %10, label %38, label %11

11:                                               ; preds = %9
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %13 = load i64, ptr %12, align 8
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %15 = load i64, ptr %14, align 8
  %16 = add i64 %15, %13
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %18 = load i64, ptr %17, align 8
  %19 = sub i64 %16, %18
  %20 = icmp ugt i64 %7, %19
  %21 = sub nuw i64 %19, %7
  %22 = icmp ugt i64 %4, %21
  %23 = select i1 %20, i1 true, i1 %22
  br i1 %23, label %38, label %24

24:                                               ; preds = %11
  %25 = add i64 %18, %7
  %26 = icmp ult i64 %4, 262145
  br i1 %26, label %27, label %30

27:                                               ; preds = %24
  %28 = inttoptr i64 %25 to ptr
  %29 = inttoptr i64 %3 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %28, ptr align 1 %29, i64 %4, i1 false)
  br label %31

30:                                               ; preds = %24
  tail call fastcc void @copy_many(ptr noundef nonnull %0, i64 noundef %25, i64 noundef %3, i64 noundef %4) #29
  br label %31

31:                                               ; preds = %27, %30
  %32 = icmp samesign ult i64 %5, 2
  br i1 %32, label %38, label %33

33:                                               ; preds = %31
  %34 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %35 = load i64, ptr %34, align 8
  %36 = add i64 %35, 68
  %37 = inttoptr i64 %36 to ptr
  store i32 0, ptr %37, align 1
  br label %38

38:                                               ; preds = %31, %33, %9, %11, %6
  %39 = phi i64 [ -14, %9 ], [ -22, %6 ], [ -14, %11 ], [ 0, %33 ], [ 0, %31 ]
  ret i64 %39
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, 1) i64 @pp_xdp_load_bytes(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #14 {
  %6 = and i64 %2, 4294967295
  %7 = or i64 %4, %6
  %8 = icmp ult i64 %7, 65536
  br i1 %8, label %9, label %26

9:                                                ; preds = %5
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %11 = load i64, ptr %10, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %13 = load i64, ptr %12, align 8
  %14 = add i64 %13, %11
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %16 = load i64, ptr %15, align 8
  %17 = sub i64 %14, %16
  %18 = icmp ugt i64 %6, %17
  %19 = sub nuw i64 %17, %6
  %20 = icmp ugt i64 %4, %19
  %21 = select i1 %18, i1 true, i1 %20
  br i1 %21, label %26, label %22

22:                                               ; preds = %9
  %23 = inttoptr i64 %3 to ptr
  %24 = add i64 %16, %6
  %25 = inttoptr i64 %24 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %23, ptr align 1 %25, i64 %4, i1 false)
  br label %26

26:                                               ; preds = %9, %5, %22
  %27 = phi i64 [ -14, %5 ], [ 0, %22 ], [ -22, %9 ]
  ret i64 %27
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memmove.p0.p0.i64(ptr writeonly captures(none), ptr readonly captures(none), i64, i1 immarg) #5

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, 1) i64 @pp_xdp_store_bytes(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #14 {
  %6 = and i64 %2, 4294967295
  %7 = or i64 %4, %6
  %8 = icmp ult i64 %7, 65536
  br i1 %8, label %9, label %26

9:                                                ; preds = %5
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %11 = load i64, ptr %10, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %13 = load i64, ptr %12, align 8
  %14 = add i64 %13, %11
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %16 = load i64, ptr %15, align 8
  %17 = sub i64 %14, %16
  %18 = icmp ugt i64 %6, %17
  %19 = sub nuw i64 %17, %6
  %20 = icmp ugt i64 %4, %19
  %21 = select i1 %18, i1 true, i1 %20
  br i1 %21, label %26, label %22

22:                                               ; preds = %9
  %23 = add i64 %16, %6
  %24 = inttoptr i64 %23 to ptr
  %25 = inttoptr i64 %3 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %24, ptr align 1 %25, i64 %4, i1 false)
  br label %26

26:                                               ; preds = %9, %5, %22
  %27 = phi i64 [ -14, %5 ], [ 0, %22 ], [ -22, %9 ]
  ret i64 %27
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: read)
define hidden i64 @pp_xdp_get_buff_len(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #11 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %4 = load i64, ptr %3, align 8
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %6 = load i64, ptr %5, align 8
  %7 = add i64 %6, %4
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %9 = load i64, ptr %8, align 8
  %10 = sub i64 %7, %9
  ret i64 %10
}

; Function Attrs: nounwind
define hidden range(i64 -22, 65537) i64 @pp_csum_diff(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = trunc i64 %5 to i32
  %8 = or i64 %4, %2
  %9 = and i64 %8, 3
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %11, label %160

11:                                               ; preds = %6
  %12 = icmp ne i64 %2, 0
  %13 = icmp ne i64 %4, 0
  %14 = and i1 %12, %13
  br i1 %14, label %15, label %84

15:                                               ; preds = %11
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %18 = icmp ugt i64 %4, 3
  br i1 %18, label %19, label %46

19:                                               ; preds = %15
  %20 = icmp eq ptr %0, null
  br label %21

21:                                               ; preds = %42, %19
  %22 = phi i32 [ %7, %19 ], [ %30, %42 ]
  %23 = phi i64 [ %4, %19 ], [ %43, %42 ]
  %24 = phi i64 [ %3, %19 ], [ %44, %42 ]
  %25 = inttoptr i64 %24 to ptr
  %26 = load i32, ptr %25, align 1
  %27 = add i32 %26, %22
  %28 = icmp ult i32 %27, %26
  %29 = zext i1 %28 to i32
  %30 = add i32 %27, %29
  %31 = and i64 %23, 262143
  %32 = icmp ne i64 %31, 0
  %33 = or i1 %20, %32
  br i1 %33, label %42, label %34

34:                                               ; preds = %21
  %35 = load i32, ptr %16, align 8
  %36 = icmp eq i32 %35, 0
  br i1 %36, label %37, label %46

37:                                               ; preds = %34
  %38 = load i32, ptr %17, align 4
  %39 = and i32 %38, 1048575
  %40 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %39) #29
  %41 = icmp eq i64 %40, 0
  br i1 %41, label %46, label %42

42:                                               ; preds = %37, %21
  %43 = add i64 %23, -4
  %44 = add i64 %24, 4
  %45 = icmp ugt i64 %43, 3
  br i1 %45, label %21, label %46, !llvm.loop !40

46:                                               ; preds = %34, %37, %42, %15
  %47 = phi i32 [ %7, %15 ], [ %30, %42 ], [ %30, %37 ], [ %30, %34 ]
  %48 = icmp ugt i64 %2, 3
  br i1 %48, label %49, label %78

49:                                               ; preds = %46
  %50 = icmp eq ptr %0, null
  br label %51

51:                                               ; preds = %72, %49
  %52 = phi i32 [ 0, %49 ], [ %60, %72 ]
  %53 = phi i64 [ %2, %49 ], [ %73, %72 ]
  %54 = phi i64 [ %1, %49 ], [ %74, %72 ]
  %55 = inttoptr i64 %54 to ptr
  %56 = load i32, ptr %55, align 1
  %57 = add i32 %56, %52
  %58 = icmp ult i32 %57, %56
  %59 = zext i1 %58 to i32
  %60 = add i32 %57, %59
  %61 = and i64 %53, 262143
  %62 = icmp ne i64 %61, 0
  %63 = or i1 %50, %62
  br i1 %63, label %72, label %64

64:                                               ; preds = %51
  %65 = load i32, ptr %16, align 8
  %66 = icmp eq i32 %65, 0
  br i1 %66, label %67, label %76

67:                                               ; preds = %64
  %68 = load i32, ptr %17, align 4
  %69 = and i32 %68, 1048575
  %70 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %69) #29
  %71 = icmp eq i64 %70, 0
  br i1 %71, label %76, label %72

72:                                               ; preds = %67, %51
  %73 = add i64 %53, -4
  %74 = add i64 %54, 4
  %75 = icmp ugt i64 %73, 3
  br i1 %75, label %51, label %76, !llvm.loop !40

76:                                               ; preds = %72, %67, %64
  %77 = xor i32 %60, -1
  br label %78

78:                                               ; preds = %76, %46
  %79 = phi i32 [ -1, %46 ], [ %77, %76 ]
  %80 = add i32 %47, %79
  %81 = icmp ult i32 %80, %79
  %82 = zext i1 %81 to i32
  %83 = add i32 %80, %82
  br label %151

84:                                               ; preds = %11
  br i1 %13, label %85, label %116

85:                                               ; preds = %84
  %86 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %87 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %88 = icmp ugt i64 %4, 3
  br i1 %88, label %89, label %151

89:                                               ; preds = %85
  %90 = icmp eq ptr %0, null
  br label %91

91:                                               ; preds = %112, %89
  %92 = phi i32 [ %7, %89 ], [ %100, %112 ]
  %93 = phi i64 [ %4, %89 ], [ %113, %112 ]
  %94 = phi i64 [ %3, %89 ], [ %114, %112 ]
  %95 = inttoptr i64 %94 to ptr
  %96 = load i32, ptr %95, align 1
  %97 = add i32 %96, %92
  %98 = icmp ult i32 %97, %96
  %99 = zext i1 %98 to i32
  %100 = add i32 %97, %99
  %101 = and i64 %93, 262143
  %102 = icmp ne i64 %101, 0
  %103 = or i1 %90, %102
  br i1 %103, label %112, label %104

104:                                              ; preds = %91
  %105 = load i32, ptr %86, align 8
  %106 = icmp eq i32 %105, 0
  br i1 %106, label %107, label %151

107:                                              ; preds = %104
  %108 = load i32, ptr %87, align 4
  %109 = and i32 %108, 1048575
  %110 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %109) #29
  %111 = icmp eq i64 %110, 0
  br i1 %111, label %151, label %112

112:                                              ; preds = %107, %91
  %113 = add i64 %93, -4
  %114 = add i64 %94, 4
  %115 = icmp ugt i64 %113, 3
  br i1 %115, label %91, label %151, !llvm.loop !40

116:                                              ; preds = %84
  br i1 %12, label %117, label %151

117:                                              ; preds = %116
  %118 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %119 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %120 = icmp ugt i64 %2, 3
  br i1 %120, label %121, label %151

121:                                              ; preds = %117
  %122 = xor i32 %7, -1
  %123 = icmp eq ptr %0, null
  br label %124

124:                                              ; preds = %145, %121
  %125 = phi i32 [ %122, %121 ], [ %133, %145 ]
  %126 = phi i64 [ %2, %121 ], [ %146, %145 ]
  %127 = phi i64 [ %1, %121 ], [ %147, %145 ]
  %128 = inttoptr i64 %127 to ptr
  %129 = load i32, ptr %128, align 1
  %130 = add i32 %129, %125
  %131 = icmp ult i32 %130, %129
  %132 = zext i1 %131 to i32
  %133 = add i32 %130, %132
  %134 = and i64 %126, 262143
  %135 = icmp ne i64 %134, 0
  %136 = or i1 %123, %135
  br i1 %136, label %145, label %137

137:                                              ; preds = %124
  %138 = load i32, ptr %118, align 8
  %139 = icmp eq i32 %138, 0
  br i1 %139, label %140, label %149

140:                                              ; preds = %137
  %141 = load i32, ptr %119, align 4
  %142 = and i32 %141, 1048575
  %143 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %142) #29
  %144 = icmp eq i64 %143, 0
  br i1 %144, label %149, label %145

145:                                              ; preds = %140, %124
  %146 = add i64 %126, -4
  %147 = add i64 %127, 4
  %148 = icmp ugt i64 %146, 3
  br i1 %148, label %124, label %149, !llvm.loop !40

149:                                              ; preds = %145, %140, %137
  %150 = xor i32 %133, -1
  br label %151

151:                                              ; preds = %112, %107, %104, %117, %149, %85, %116, %78
  %152 = phi i32 [ %83, %78 ], [ %7, %116 ], [ %150, %149 ], [ %7, %85 ], [ %7, %117 ], [ %100, %104 ], [ %100, %107 ], [ %100, %112 ]
  %153 = and i32 %152, 65535
  %154 = lshr i32 %152, 16
  %155 = add nuw nsw i32 %153, %154
  %156 = and i32 %155, 65535
  %157 = lshr i32 %155, 16
  %158 = add nuw nsw i32 %156, %157
  %159 = zext nneg i32 %158 to i64
  br label %160

160:                                              ; preds = %6, %151
  %161 = phi i64 [ %159, %151 ], [ -22, %6 ]
  ret i64 %161
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, 1) i64 @pp_l3_csum_replace(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #14 {
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %2, 4294967295
  %10 = add i64 %8, %9
  %11 = icmp ult i64 %5, 16
  br i1 %11, label %12, label %83

12:                                               ; preds = %6
  %13 = and i64 %2, 4294901761
  %14 = icmp eq i64 %13, 0
  br i1 %14, label %15, label %83

15:                                               ; preds = %12
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %17 = load i64, ptr %16, align 8
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %19 = load i64, ptr %18, align 8
  %20 = sub i64 %17, %8
  %21 = add i64 %20, %19
  %22 = icmp ugt i64 %9, %21
  %23 = sub nuw i64 %21, %9
  %24 = icmp ult i64 %23, 2
  %25 = select i1 %22, i1 true, i1 %24
  br i1 %25, label %83, label %26

26:                                               ; preds = %15
  switch i64 %5, label %83 [
    i64 0, label %27
    i64 2, label %42
    i64 4, label %57
  ]

27:                                               ; preds = %26
  %28 = icmp eq i64 %3, 0
  br i1 %28, label %29, label %83

29:                                               ; preds = %27
  %30 = trunc i64 %4 to i32
  %31 = inttoptr i64 %10 to ptr
  %32 = load i16, ptr %31, align 1
  %33 = zext i16 %32 to i32
  %34 = xor i32 %33, -1
  %35 = add i32 %34, %30
  %36 = icmp ult i32 %35, %34
  %37 = zext i1 %36 to i32
  %38 = add i32 %35, %37
  %39 = and i32 %38, 65535
  %40 = lshr i32 %38, 16
  %41 = add nuw nsw i32 %39, %40
  br label %76

42:                                               ; preds = %26
  %43 = trunc i64 %3 to i32
  %44 = trunc i64 %4 to i32
  %45 = inttoptr i64 %10 to ptr
  %46 = load i16, ptr %45, align 1
  %47 = xor i16 %46, -1
  %48 = zext i16 %47 to i32
  %49 = and i32 %43, 65535
  %50 = xor i32 %49, 65535
  %51 = add nuw nsw i32 %50, %48
  %52 = and i32 %51, 65535
  %53 = lshr i32 %51, 16
  %54 = and i32 %44, 65535
  %55 = add nuw nsw i32 %53, %54
  %56 = add nuw nsw i32 %55, %52
  br label %76

57:                                               ; preds = %26
  %58 = trunc i64 %3 to i32
  %59 = trunc i64 %4 to i32
  %60 = inttoptr i64 %10 to ptr
  %61 = load i16, ptr %60, align 1
  %62 = zext i16 %61 to i32
  %63 = xor i32 %58, -1
  %64 = add i32 %58, %62
  %65 = sub i32 -2, %64
  %66 = icmp ult i32 %65, %63
  %67 = zext i1 %66 to i32
  %68 = add i32 %65, %59
  %69 = add i32 %68, %67
  %70 = icmp ult i32 %69, %59
  %71 = zext i1 %70 to i32
  %72 = add i32 %69, %71
  %73 = and i32 %72, 65535
  %74 = lshr i32 %72, 16
  %75 = add nuw nsw i32 %73, %74
  br label %76

76:                                               ; preds = %29, %42, %57
  %77 = phi i32 [ %75, %57 ], [ %56, %42 ], [ %41, %29 ]
  %78 = phi ptr [ %60, %57 ], [ %45, %42 ], [ %31, %29 ]
  %79 = lshr i32 %77, 16
  %80 = add nuw nsw i32 %79, %77
  %81 = trunc i32 %80 to i16
  %82 = xor i16 %81, -1
  store i16 %82, ptr %78, align 1
  br label %83

83:                                               ; preds = %76, %26, %27, %12, %15, %6
  %84 = phi i64 [ -22, %26 ], [ -22, %6 ], [ -22, %27 ], [ -14, %12 ], [ -14, %15 ], [ 0, %76 ]
  ret i64 %84
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, 1) i64 @pp_l4_csum_replace(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #14 {
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %2, 4294967295
  %10 = add i64 %8, %9
  %11 = icmp ult i64 %5, 256
  br i1 %11, label %12, label %95

12:                                               ; preds = %6
  %13 = and i64 %2, 4294901761
  %14 = icmp eq i64 %13, 0
  br i1 %14, label %15, label %95

15:                                               ; preds = %12
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %17 = load i64, ptr %16, align 8
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %19 = load i64, ptr %18, align 8
  %20 = sub i64 %17, %8
  %21 = add i64 %20, %19
  %22 = icmp ugt i64 %9, %21
  %23 = sub nuw i64 %21, %9
  %24 = icmp ult i64 %23, 2
  %25 = select i1 %22, i1 true, i1 %24
  br i1 %25, label %95, label %26

26:                                               ; preds = %15
  %27 = and i64 %5, 32
  %28 = icmp eq i64 %27, 0
  %29 = and i64 %5, 96
  %30 = icmp eq i64 %29, 32
  br i1 %30, label %31, label %35

31:                                               ; preds = %26
  %32 = inttoptr i64 %10 to ptr
  %33 = load i16, ptr %32, align 1
  %34 = icmp eq i16 %33, 0
  br i1 %34, label %95, label %35

35:                                               ; preds = %31, %26
  %36 = and i64 %5, 15
  switch i64 %36, label %95 [
    i64 0, label %37
    i64 2, label %47
    i64 4, label %63
  ]

37:                                               ; preds = %35
  %38 = icmp eq i64 %3, 0
  br i1 %38, label %39, label %95

39:                                               ; preds = %37
  %40 = trunc i64 %4 to i32
  %41 = inttoptr i64 %10 to ptr
  %42 = load i16, ptr %41, align 1
  %43 = zext i16 %42 to i32
  %44 = xor i32 %43, -1
  %45 = add i32 %44, %40
  %46 = icmp ult i32 %45, %44
  br label %77

47:                                               ; preds = %35
  %48 = trunc i64 %3 to i32
  %49 = and i32 %48, 65535
  %50 = trunc i64 %4 to i32
  %51 = and i32 %50, 65535
  %52 = inttoptr i64 %10 to ptr
  %53 = load i16, ptr %52, align 1
  %54 = zext i16 %53 to i32
  %55 = xor i32 %49, -1
  %56 = add nuw nsw i32 %49, %54
  %57 = sub nuw nsw i32 -2, %56
  %58 = icmp samesign ult i32 %57, %55
  %59 = zext i1 %58 to i32
  %60 = add nsw i32 %57, %51
  %61 = add nsw i32 %60, %59
  %62 = icmp ult i32 %61, %51
  br label %77

63:                                               ; preds = %35
  %64 = trunc i64 %3 to i32
  %65 = trunc i64 %4 to i32
  %66 = inttoptr i64 %10 to ptr
  %67 = load i16, ptr %66, align 1
  %68 = zext i16 %67 to i32
  %69 = xor i32 %64, -1
  %70 = add i32 %64, %68
  %71 = sub i32 -2, %70
  %72 = icmp ult i32 %71, %69
  %73 = zext i1 %72 to i32
  %74 = add i32 %71, %65
  %75 = add i32 %74, %73
  %76 = icmp ult i32 %75, %65
  br label %77

77:                                               ; preds = %63, %47, %39
  %78 = phi i1 [ %76, %63 ], [ %62, %47 ], [ %46, %39 ]
  %79 = phi i32 [ %75, %63 ], [ %61, %47 ], [ %45, %39 ]
  %80 = phi ptr [ %66, %63 ], [ %52, %47 ], [ %41, %39 ]
  %81 = zext i1 %78 to i32
  %82 = add i32 %79, %81
  %83 = and i32 %82, 65535
  %84 = lshr i32 %82, 16
  %85 = add nuw nsw i32 %83, %84
  %86 = lshr i32 %85, 16
  %87 = add nuw nsw i32 %86, %85
  %88 = trunc i32 %87 to i16
  %89 = xor i16 %88, -1
  store i16 %89, ptr %80, align 1
  br i1 %28, label %95, label %90

90:                                               ; preds = %77
  %91 = inttoptr i64 %10 to ptr
  %92 = load i16, ptr %91, align 1
  %93 = icmp eq i16 %92, 0
  br i1 %93, label %94, label %95

94:                                               ; preds = %90
  store i16 -1, ptr %91, align 1
  br label %95

95:                                               ; preds = %77, %90, %94, %35, %37, %31, %12, %15, %6
  %96 = phi i64 [ -14, %12 ], [ -22, %6 ], [ -22, %37 ], [ 0, %31 ], [ -22, %35 ], [ -14, %15 ], [ 0, %94 ], [ 0, %90 ], [ 0, %77 ]
  ret i64 %96
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none)
define hidden noundef i64 @pp_csum_update(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #10 {
  ret i64 -524
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, 1) i64 @pp_skb_change_type(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #14 {
  %4 = add i64 %1, 4
  %5 = inttoptr i64 %4 to ptr
  %6 = load i32, ptr %5, align 1
  %7 = icmp ugt i32 %6, 3
  %8 = trunc i64 %2 to i32
  %9 = icmp ugt i32 %8, 3
  %10 = or i1 %9, %7
  br i1 %10, label %12, label %11

11:                                               ; preds = %3
  store i32 %8, ptr %5, align 1
  br label %12

12:                                               ; preds = %3, %11
  %13 = phi i64 [ 0, %11 ], [ -22, %3 ]
  ret i64 %13
}

; Function Attrs: nofree norecurse nosync nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 4294967296) i64 @pp_get_hash_recalc(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #15 {
  %3 = add i64 %1, 68
  %4 = inttoptr i64 %3 to ptr
  %5 = load i32, ptr %4, align 1
  %6 = add i64 %1, 16
  %7 = inttoptr i64 %6 to ptr
  %8 = load i32, ptr %7, align 1
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %10 = load i64, ptr %9, align 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %12 = load i16, ptr %11, align 8
  %13 = zext i16 %12 to i64
  %14 = add i64 %10, %13
  %15 = icmp eq i32 %5, 0
  br i1 %15, label %16, label %74

16:                                               ; preds = %2
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %18 = load i64, ptr %17, align 8
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %20 = load i64, ptr %19, align 8
  %21 = add i64 %20, %18
  %22 = icmp ugt i64 %21, %14
  br i1 %22, label %23, label %74

23:                                               ; preds = %16
  %24 = sub nuw i64 %21, %14
  %25 = freeze i64 %24
  %26 = icmp eq i32 %8, 8
  %27 = icmp ugt i64 %25, 19
  %28 = and i1 %26, %27
  br i1 %28, label %29, label %35

29:                                               ; preds = %23
  %30 = inttoptr i64 %14 to ptr
  %31 = load i8, ptr %30, align 1
  %32 = shl i8 %31, 2
  %33 = and i8 %32, 60
  %34 = zext nneg i8 %33 to i64
  br label %41

35:                                               ; preds = %23
  %36 = icmp eq i32 %8, 56710
  %37 = icmp ugt i64 %25, 39
  %38 = and i1 %36, %37
  br i1 %38, label %39, label %74

39:                                               ; preds = %35
  %40 = inttoptr i64 %14 to ptr
  br label %41

41:                                               ; preds = %39, %29
  %42 = phi ptr [ %40, %39 ], [ %30, %29 ]
  %43 = phi i64 [ 8, %39 ], [ 12, %29 ]
  %44 = phi i64 [ 32, %39 ], [ 8, %29 ]
  %45 = phi i64 [ 40, %39 ], [ %34, %29 ]
  %46 = getelementptr inbounds nuw i8, ptr %42, i64 %43
  br label %51

47:                                               ; preds = %51
  %48 = add nuw nsw i64 %45, 4
  %49 = tail call i64 @llvm.umin.i64(i64 %48, i64 %25)
  %50 = icmp ugt i64 %25, %45
  br i1 %50, label %64, label %61

51:                                               ; preds = %41, %51
  %52 = phi i64 [ 0, %41 ], [ %59, %51 ]
  %53 = phi i32 [ -2128831035, %41 ], [ %58, %51 ]
  %54 = getelementptr inbounds nuw i8, ptr %46, i64 %52
  %55 = load i8, ptr %54, align 1
  %56 = zext i8 %55 to i32
  %57 = xor i32 %53, %56
  %58 = mul i32 %57, 16777619
  %59 = add nuw nsw i64 %52, 1
  %60 = icmp eq i64 %59, %44
  br i1 %60, label %47, label %51, !llvm.loop !41

61:                                               ; preds = %64, %47
  %62 = phi i32 [ %58, %47 ], [ %71, %64 ]
  %63 = tail call i32 @llvm.umax.i32(i32 %62, i32 1)
  store i32 %63, ptr %4, align 1
  br label %74

64:                                               ; preds = %47, %64
  %65 = phi i64 [ %72, %64 ], [ %45, %47 ]
  %66 = phi i32 [ %71, %64 ], [ %58, %47 ]
  %67 = getelementptr inbounds nuw i8, ptr %42, i64 %65
  %68 = load i8, ptr %67, align 1
  %69 = zext i8 %68 to i32
  %70 = xor i32 %66, %69
  %71 = mul i32 %70, 16777619
  %72 = add nuw nsw i64 %65, 1
  %73 = icmp samesign ult i64 %72, %49
  br i1 %73, label %64, label %61, !llvm.loop !42

74:                                               ; preds = %16, %35, %2, %61
  %75 = phi i32 [ %5, %2 ], [ %63, %61 ], [ 0, %35 ], [ 0, %16 ]
  %76 = zext i32 %75 to i64
  ret i64 %76
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(write, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_set_hash(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #16 {
  %4 = add i64 %1, 68
  %5 = trunc i64 %2 to i32
  %6 = inttoptr i64 %4 to ptr
  store i32 %5, ptr %6, align 1
  ret i64 0
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(write, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_set_hash_invalid(ptr noundef readnone captures(none) %0, i64 noundef %1) local_unnamed_addr #16 {
  %3 = add i64 %1, 68
  %4 = inttoptr i64 %3 to ptr
  store i32 0, ptr %4, align 1
  ret i64 0
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_xdp_adjust_head(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 240
  %7 = load i64, ptr %6, align 8
  %8 = sub i64 %5, %7
  %9 = shl i64 %2, 32
  %10 = ashr exact i64 %9, 32
  %11 = add i64 %5, %10
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 136
  %13 = load i64, ptr %12, align 8
  %14 = add i64 %13, 40
  %15 = add i64 %14, %8
  %16 = icmp ult i64 %11, %15
  br i1 %16, label %56, label %17

17:                                               ; preds = %3
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %19 = load i64, ptr %18, align 8
  %20 = add i64 %19, -14
  %21 = icmp ugt i64 %11, %20
  br i1 %21, label %56, label %22

22:                                               ; preds = %17
  %23 = sub i64 %11, %8
  %24 = icmp ult i64 %23, %13
  %25 = icmp ult i64 %11, %8
  %26 = or i1 %25, %24
  %27 = icmp ult i64 %19, %11
  %28 = or i1 %26, %27
  br i1 %28, label %56, label %29

29:                                               ; preds = %22
  store i64 %23, ptr %6, align 8
  store i64 %11, ptr %4, align 8
  %30 = icmp eq i64 %5, %7
  br i1 %30, label %34, label %31

31:                                               ; preds = %29
  %32 = inttoptr i64 %23 to ptr
  %33 = inttoptr i64 %7 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %32, ptr align 1 %33, i64 %8, i1 false)
  br label %34

34:                                               ; preds = %31, %29
  %35 = icmp ult i64 %11, %5
  br i1 %35, label %36, label %40

36:                                               ; preds = %34
  %37 = inttoptr i64 %11 to ptr
  %38 = sub nsw i64 0, %10
  %39 = tail call ptr @memset(ptr noundef %37, i32 noundef 0, i64 noundef %38) #31
  br label %40

40:                                               ; preds = %36, %34
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %42 = load i64, ptr %41, align 8
  %43 = load i64, ptr %4, align 8
  %44 = trunc i64 %43 to i32
  %45 = inttoptr i64 %42 to ptr
  store i32 %44, ptr %45, align 1
  %46 = load i64, ptr %41, align 8
  %47 = add i64 %46, 4
  %48 = load i64, ptr %18, align 8
  %49 = trunc i64 %48 to i32
  %50 = inttoptr i64 %47 to ptr
  store i32 %49, ptr %50, align 1
  %51 = load i64, ptr %41, align 8
  %52 = add i64 %51, 8
  %53 = load i64, ptr %6, align 8
  %54 = trunc i64 %53 to i32
  %55 = inttoptr i64 %52 to ptr
  store i32 %54, ptr %55, align 1
  br label %56

56:                                               ; preds = %22, %3, %17, %40
  %57 = phi i64 [ 0, %40 ], [ -22, %3 ], [ -22, %17 ], [ -22, %22 ]
  ret i64 %57
}

declare ptr @memset(ptr noundef, i32 noundef, i64 noundef) local_unnamed_addr #8

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_xdp_adjust_tail(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %7 = load i64, ptr %6, align 8
  %8 = add i64 %7, %5
  %9 = shl i64 %2, 32
  %10 = ashr exact i64 %9, 32
  %11 = add i64 %8, %10
  %12 = icmp ugt i64 %11, %8
  br i1 %12, label %13, label %26

13:                                               ; preds = %3
  %14 = icmp eq i64 %7, 0
  br i1 %14, label %19, label %15

15:                                               ; preds = %13
  %16 = add i64 %7, 4095
  %17 = and i64 %16, -4096
  %18 = add i64 %17, %5
  br label %23

19:                                               ; preds = %13
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 136
  %21 = load i64, ptr %20, align 8
  %22 = add i64 %21, 3776
  br label %23

23:                                               ; preds = %15, %19
  %24 = phi i64 [ %18, %15 ], [ %22, %19 ]
  %25 = icmp ugt i64 %11, %24
  br i1 %25, label %66, label %26

26:                                               ; preds = %23, %3
  %27 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %28 = load i64, ptr %27, align 8
  %29 = add i64 %28, 14
  %30 = icmp ult i64 %11, %29
  %31 = icmp ult i64 %11, %28
  %32 = or i1 %31, %30
  br i1 %32, label %66, label %33

33:                                               ; preds = %26
  %34 = getelementptr inbounds nuw i8, ptr %0, i64 320
  %35 = load i64, ptr %34, align 8
  %36 = icmp ugt i64 %11, %35
  br i1 %36, label %66, label %37

37:                                               ; preds = %33
  %38 = icmp eq i64 %7, 0
  %39 = icmp ult i64 %11, %5
  %40 = or i1 %38, %39
  br i1 %40, label %41, label %42

41:                                               ; preds = %37
  store i64 %11, ptr %4, align 8
  br label %42

42:                                               ; preds = %37, %41
  %43 = phi i64 [ %11, %41 ], [ %5, %37 ]
  %44 = sub i64 %11, %43
  store i64 %44, ptr %6, align 8
  br i1 %12, label %45, label %49

45:                                               ; preds = %42
  %46 = inttoptr i64 %8 to ptr
  %47 = tail call ptr @memset(ptr noundef %46, i32 noundef 0, i64 noundef %10) #31
  %48 = load i64, ptr %27, align 8
  br label %49

49:                                               ; preds = %45, %42
  %50 = phi i64 [ %48, %45 ], [ %28, %42 ]
  %51 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %52 = load i64, ptr %51, align 8
  %53 = trunc i64 %50 to i32
  %54 = inttoptr i64 %52 to ptr
  store i32 %53, ptr %54, align 1
  %55 = load i64, ptr %51, align 8
  %56 = add i64 %55, 4
  %57 = load i64, ptr %4, align 8
  %58 = trunc i64 %57 to i32
  %59 = inttoptr i64 %56 to ptr
  store i32 %58, ptr %59, align 1
  %60 = load i64, ptr %51, align 8
  %61 = add i64 %60, 8
  %62 = getelementptr inbounds nuw i8, ptr %0, i64 240
  %63 = load i64, ptr %62, align 8
  %64 = trunc i64 %63 to i32
  %65 = inttoptr i64 %61 to ptr
  store i32 %64, ptr %65, align 1
  br label %66

66:                                               ; preds = %33, %26, %23, %49
  %67 = phi i64 [ 0, %49 ], [ -22, %23 ], [ -22, %26 ], [ -22, %33 ]
  ret i64 %67
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_xdp_adjust_meta(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 240
  %5 = load i64, ptr %4, align 8
  %6 = shl i64 %2, 32
  %7 = ashr exact i64 %6, 32
  %8 = add i64 %5, %7
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %10 = load i64, ptr %9, align 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 136
  %12 = load i64, ptr %11, align 8
  %13 = add i64 %12, 40
  %14 = icmp ult i64 %8, %13
  %15 = icmp ugt i64 %8, %10
  %16 = select i1 %14, i1 true, i1 %15
  br i1 %16, label %52, label %17

17:                                               ; preds = %3
  %18 = sub nuw i64 %10, %8
  %19 = and i64 %18, 3
  %20 = icmp ne i64 %19, 0
  %21 = icmp ugt i64 %18, 252
  %22 = or i1 %21, %20
  br i1 %22, label %52, label %23

23:                                               ; preds = %17
  %24 = icmp ult i64 %8, %12
  br i1 %24, label %52, label %25

25:                                               ; preds = %23
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %27 = load i64, ptr %26, align 8
  %28 = icmp ult i64 %27, %10
  br i1 %28, label %52, label %29

29:                                               ; preds = %25
  store i64 %8, ptr %4, align 8
  %30 = icmp ult i64 %8, %5
  br i1 %30, label %31, label %36

31:                                               ; preds = %29
  %32 = inttoptr i64 %8 to ptr
  %33 = sub nsw i64 0, %7
  %34 = tail call ptr @memset(ptr noundef %32, i32 noundef 0, i64 noundef %33) #31
  %35 = load i64, ptr %9, align 8
  br label %36

36:                                               ; preds = %31, %29
  %37 = phi i64 [ %35, %31 ], [ %10, %29 ]
  %38 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %39 = load i64, ptr %38, align 8
  %40 = trunc i64 %37 to i32
  %41 = inttoptr i64 %39 to ptr
  store i32 %40, ptr %41, align 1
  %42 = load i64, ptr %38, align 8
  %43 = add i64 %42, 4
  %44 = load i64, ptr %26, align 8
  %45 = trunc i64 %44 to i32
  %46 = inttoptr i64 %43 to ptr
  store i32 %45, ptr %46, align 1
  %47 = load i64, ptr %38, align 8
  %48 = add i64 %47, 8
  %49 = load i64, ptr %4, align 8
  %50 = trunc i64 %49 to i32
  %51 = inttoptr i64 %48 to ptr
  store i32 %50, ptr %51, align 1
  br label %52

52:                                               ; preds = %23, %25, %17, %3, %36
  %53 = phi i64 [ -13, %17 ], [ -22, %3 ], [ 0, %36 ], [ -22, %25 ], [ -22, %23 ]
  ret i64 %53
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: read)
define hidden range(i64 -12, 1) i64 @pp_skb_pull_data(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #11 {
  %4 = and i64 %2, 4294967295
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %6 = load i64, ptr %5, align 8
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %8 = load i64, ptr %7, align 8
  %9 = add i64 %8, %6
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %11 = load i64, ptr %10, align 8
  %12 = sub i64 %9, %11
  %13 = icmp ugt i64 %4, %12
  %14 = select i1 %13, i64 -12, i64 0
  ret i64 %14
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_skb_change_tail(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %6 = load i64, ptr %5, align 8
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %8 = load i64, ptr %7, align 8
  %9 = add i64 %8, %6
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %11 = load i64, ptr %10, align 8
  %12 = sub i64 %9, %11
  %13 = and i64 %2, 4294967295
  %14 = icmp ne i64 %3, 0
  %15 = icmp samesign ugt i64 %13, 16064
  %16 = select i1 %14, i1 true, i1 %15
  br i1 %16, label %60, label %17

17:                                               ; preds = %4
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %19 = load i16, ptr %18, align 8
  %20 = zext i16 %19 to i64
  %21 = icmp samesign ult i64 %13, %20
  br i1 %21, label %60, label %22

22:                                               ; preds = %17
  %23 = add i64 %11, %13
  %24 = icmp ult i64 %23, %11
  br i1 %24, label %60, label %25

25:                                               ; preds = %22
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 320
  %27 = load i64, ptr %26, align 8
  %28 = icmp ugt i64 %23, %27
  br i1 %28, label %60, label %29

29:                                               ; preds = %25
  %30 = icmp eq i64 %8, 0
  %31 = icmp ult i64 %23, %6
  %32 = select i1 %30, i1 true, i1 %31
  br i1 %32, label %33, label %34

33:                                               ; preds = %29
  store i64 %23, ptr %5, align 8
  br label %34

34:                                               ; preds = %29, %33
  %35 = phi i64 [ %23, %33 ], [ %6, %29 ]
  %36 = sub i64 %23, %35
  store i64 %36, ptr %7, align 8
  %37 = icmp ugt i64 %13, %12
  br i1 %37, label %38, label %45

38:                                               ; preds = %34
  %39 = inttoptr i64 %9 to ptr
  %40 = sub nuw nsw i64 %13, %12
  %41 = tail call ptr @memset(ptr noundef %39, i32 noundef 0, i64 noundef %40) #31
  %42 = load i64, ptr %5, align 8
  %43 = load i64, ptr %7, align 8
  %44 = load i64, ptr %10, align 8
  br label %45

45:                                               ; preds = %38, %34
  %46 = phi i64 [ %44, %38 ], [ %11, %34 ]
  %47 = phi i64 [ %43, %38 ], [ %36, %34 ]
  %48 = phi i64 [ %42, %38 ], [ %35, %34 ]
  %49 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %50 = load i64, ptr %49, align 8
  %51 = add i64 %47, %48
  %52 = sub i64 %51, %46
  %53 = trunc i64 %52 to i32
  %54 = inttoptr i64 %50 to ptr
  store i32 %53, ptr %54, align 1
  %55 = load i64, ptr %49, align 8
  %56 = add i64 %55, 80
  %57 = load i64, ptr %5, align 8
  %58 = trunc i64 %57 to i32
  %59 = inttoptr i64 %56 to ptr
  store i32 %58, ptr %59, align 1
  br label %60

60:                                               ; preds = %22, %25, %4, %17, %45
  %61 = phi i64 [ -22, %4 ], [ 0, %45 ], [ -22, %17 ], [ -12, %25 ], [ -12, %22 ]
  ret i64 %61
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_skb_change_head(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = and i64 %2, 4294967295
  %6 = icmp ne i64 %3, 0
  %7 = icmp samesign ugt i64 %5, 2147483647
  %8 = select i1 %6, i1 true, i1 %7
  br i1 %8, label %57, label %9

9:                                                ; preds = %4
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %11 = load i64, ptr %10, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %13 = load i64, ptr %12, align 8
  %14 = add i64 %13, %11
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %16 = load i64, ptr %15, align 8
  %17 = sub i64 %14, %16
  %18 = add i64 %17, %5
  %19 = icmp ugt i64 %18, 16064
  br i1 %19, label %57, label %20

20:                                               ; preds = %9
  %21 = add i64 %14, %5
  %22 = icmp ult i64 %21, %16
  br i1 %22, label %57, label %23

23:                                               ; preds = %20
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 320
  %25 = load i64, ptr %24, align 8
  %26 = icmp ugt i64 %21, %25
  br i1 %26, label %57, label %27

27:                                               ; preds = %23
  %28 = icmp eq i64 %13, 0
  %29 = icmp ult i64 %21, %11
  %30 = or i1 %28, %29
  br i1 %30, label %31, label %32

31:                                               ; preds = %27
  store i64 %21, ptr %10, align 8
  br label %32

32:                                               ; preds = %31, %27
  %33 = phi i64 [ %21, %31 ], [ %11, %27 ]
  %34 = sub i64 %21, %33
  store i64 %34, ptr %12, align 8
  %35 = add i64 %16, %5
  %36 = inttoptr i64 %35 to ptr
  %37 = inttoptr i64 %16 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %36, ptr align 1 %37, i64 %17, i1 false)
  %38 = tail call ptr @memset(ptr noundef %37, i32 noundef 0, i64 noundef range(i64 0, 2147483648) %5) #31
  %39 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %40 = load i64, ptr %39, align 8
  %41 = load i64, ptr %10, align 8
  %42 = load i64, ptr %12, align 8
  %43 = add i64 %42, %41
  %44 = load i64, ptr %15, align 8
  %45 = sub i64 %43, %44
  %46 = trunc i64 %45 to i32
  %47 = inttoptr i64 %40 to ptr
  store i32 %46, ptr %47, align 1
  %48 = load i64, ptr %39, align 8
  %49 = add i64 %48, 80
  %50 = load i64, ptr %10, align 8
  %51 = trunc i64 %50 to i32
  %52 = inttoptr i64 %49 to ptr
  store i32 %51, ptr %52, align 1
  %53 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %54 = load i16, ptr %53, align 8
  %55 = trunc i64 %2 to i16
  %56 = add i16 %54, %55
  store i16 %56, ptr %53, align 8
  br label %57

57:                                               ; preds = %20, %23, %4, %9, %32
  %58 = phi i64 [ 0, %32 ], [ -22, %4 ], [ -22, %9 ], [ -12, %23 ], [ -12, %20 ]
  ret i64 %58
}

; Function Attrs: nounwind
define internal fastcc range(i64 -12, 1) i64 @insert(ptr noundef captures(none) %0, i64 noundef range(i64 0, 65576) %1, i64 noundef range(i64 0, 2147483648) %2) unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %5 = load i64, ptr %4, align 8
  %6 = add i64 %5, %1
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %10 = load i64, ptr %9, align 8
  %11 = add i64 %10, %8
  %12 = sub i64 %11, %6
  %13 = sub i64 %11, %5
  %14 = icmp ugt i64 %1, %13
  %15 = add i64 %13, %2
  %16 = icmp ugt i64 %15, 16064
  %17 = or i1 %14, %16
  br i1 %17, label %51, label %18

18:                                               ; preds = %3
  %19 = add i64 %11, %2
  %20 = icmp ult i64 %19, %5
  br i1 %20, label %51, label %21

21:                                               ; preds = %18
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 320
  %23 = load i64, ptr %22, align 8
  %24 = icmp ugt i64 %19, %23
  br i1 %24, label %51, label %25

25:                                               ; preds = %21
  %26 = icmp eq i64 %10, 0
  %27 = icmp ult i64 %19, %8
  %28 = or i1 %26, %27
  br i1 %28, label %29, label %30

29:                                               ; preds = %25
  store i64 %19, ptr %7, align 8
  br label %30

30:                                               ; preds = %25, %29
  %31 = phi i64 [ %19, %29 ], [ %8, %25 ]
  %32 = sub i64 %19, %31
  store i64 %32, ptr %9, align 8
  %33 = add i64 %6, %2
  %34 = inttoptr i64 %33 to ptr
  %35 = inttoptr i64 %6 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %34, ptr align 1 %35, i64 %12, i1 false)
  %36 = tail call ptr @memset(ptr noundef %35, i32 noundef 0, i64 noundef %2) #31
  %37 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %38 = load i64, ptr %37, align 8
  %39 = load i64, ptr %7, align 8
  %40 = load i64, ptr %9, align 8
  %41 = add i64 %40, %39
  %42 = load i64, ptr %4, align 8
  %43 = sub i64 %41, %42
  %44 = trunc i64 %43 to i32
  %45 = inttoptr i64 %38 to ptr
  store i32 %44, ptr %45, align 1
  %46 = load i64, ptr %37, align 8
  %47 = add i64 %46, 80
  %48 = load i64, ptr %7, align 8
  %49 = trunc i64 %48 to i32
  %50 = inttoptr i64 %47 to ptr
  store i32 %49, ptr %50, align 1
  br label %51

51:                                               ; preds = %18, %21, %3, %30
  %52 = phi i64 [ 0, %30 ], [ -12, %3 ], [ -12, %18 ], [ -12, %21 ]
  ret i64 %52
}

; Function Attrs: nounwind
define hidden range(i64 -524, 1) i64 @pp_skb_change_proto(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = add i64 %1, 16
  %6 = inttoptr i64 %5 to ptr
  %7 = load i32, ptr %6, align 1
  %8 = icmp eq i64 %3, 0
  br i1 %8, label %9, label %116

9:                                                ; preds = %4
  %10 = icmp eq i32 %7, 8
  %11 = trunc i64 %2 to i32
  %12 = and i32 %11, 65535
  %13 = icmp eq i32 %12, 56710
  %14 = and i1 %13, %10
  br i1 %14, label %15, label %57

15:                                               ; preds = %9
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %17 = load i16, ptr %16, align 8
  %18 = zext i16 %17 to i64
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %20 = load i64, ptr %19, align 8
  %21 = add i64 %20, %18
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %23 = load i64, ptr %22, align 8
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %25 = load i64, ptr %24, align 8
  %26 = add i64 %25, %23
  %27 = sub i64 %26, %21
  %28 = sub i64 %26, %20
  %29 = icmp ult i64 %28, %18
  %30 = add i64 %28, -16045
  %31 = icmp ult i64 %30, -16065
  %32 = or i1 %29, %31
  br i1 %32, label %116, label %33

33:                                               ; preds = %15
  %34 = add i64 %26, 20
  %35 = icmp ult i64 %34, %20
  br i1 %35, label %116, label %36

36:                                               ; preds = %33
  %37 = getelementptr inbounds nuw i8, ptr %0, i64 320
  %38 = load i64, ptr %37, align 8
  %39 = icmp ugt i64 %34, %38
  br i1 %39, label %116, label %40

40:                                               ; preds = %36
  %41 = icmp eq i64 %25, 0
  %42 = icmp ult i64 %34, %23
  %43 = or i1 %41, %42
  br i1 %43, label %44, label %45

44:                                               ; preds = %40
  store i64 %34, ptr %22, align 8
  br label %45

45:                                               ; preds = %40, %44
  %46 = phi i64 [ %34, %44 ], [ %23, %40 ]
  %47 = sub i64 %34, %46
  store i64 %47, ptr %24, align 8
  %48 = add i64 %21, 20
  %49 = inttoptr i64 %48 to ptr
  %50 = inttoptr i64 %21 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %49, ptr align 1 %50, i64 %27, i1 false)
  %51 = tail call ptr @memset(ptr noundef %50, i32 noundef 0, i64 noundef 20) #31
  %52 = load i64, ptr %22, align 8
  %53 = load i64, ptr %24, align 8
  %54 = add i64 %53, %52
  %55 = load i64, ptr %19, align 8
  %56 = sub i64 %54, %55
  br label %102

57:                                               ; preds = %9
  %58 = icmp eq i32 %7, 56710
  %59 = icmp eq i32 %12, 8
  %60 = and i1 %59, %58
  br i1 %60, label %61, label %116

61:                                               ; preds = %57
  %62 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %63 = load i16, ptr %62, align 8
  %64 = zext i16 %63 to i64
  %65 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %66 = load i64, ptr %65, align 8
  %67 = add i64 %66, %64
  %68 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %69 = load i64, ptr %68, align 8
  %70 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %71 = load i64, ptr %70, align 8
  %72 = add i64 %71, %69
  %73 = sub i64 %72, %66
  %74 = icmp ult i64 %73, %64
  br i1 %74, label %116, label %75

75:                                               ; preds = %61
  %76 = sub nuw i64 %73, %64
  %77 = icmp ult i64 %76, 20
  br i1 %77, label %116, label %78

78:                                               ; preds = %75
  %79 = add i64 %72, -20
  %80 = icmp ult i64 %79, %66
  br i1 %80, label %116, label %81

81:                                               ; preds = %78
  %82 = getelementptr inbounds nuw i8, ptr %0, i64 320
  %83 = load i64, ptr %82, align 8
  %84 = icmp ugt i64 %79, %83
  br i1 %84, label %116, label %85

85:                                               ; preds = %81
  %86 = icmp eq i64 %71, 0
  %87 = icmp ult i64 %79, %69
  %88 = or i1 %86, %87
  br i1 %88, label %89, label %90

89:                                               ; preds = %85
  store i64 %79, ptr %68, align 8
  br label %90

90:                                               ; preds = %85, %89
  %91 = phi i64 [ %79, %89 ], [ %69, %85 ]
  %92 = sub i64 %79, %91
  store i64 %92, ptr %70, align 8
  %93 = inttoptr i64 %67 to ptr
  %94 = add i64 %67, 20
  %95 = inttoptr i64 %94 to ptr
  %96 = add i64 %76, -20
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %93, ptr align 1 %95, i64 %96, i1 false)
  %97 = load i64, ptr %68, align 8
  %98 = load i64, ptr %70, align 8
  %99 = add i64 %98, %97
  %100 = load i64, ptr %65, align 8
  %101 = sub i64 %99, %100
  br label %102

102:                                              ; preds = %90, %45
  %103 = phi i64 [ %101, %90 ], [ %56, %45 ]
  %104 = phi ptr [ %68, %90 ], [ %22, %45 ]
  %105 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %106 = load i64, ptr %105, align 8
  %107 = trunc i64 %103 to i32
  %108 = inttoptr i64 %106 to ptr
  store i32 %107, ptr %108, align 1
  %109 = load i64, ptr %105, align 8
  %110 = add i64 %109, 80
  %111 = load i64, ptr %104, align 8
  %112 = trunc i64 %111 to i32
  %113 = inttoptr i64 %110 to ptr
  store i32 %112, ptr %113, align 1
  store i32 %12, ptr %6, align 1
  %114 = add i64 %1, 68
  %115 = inttoptr i64 %114 to ptr
  store i32 0, ptr %115, align 1
  br label %116

116:                                              ; preds = %78, %81, %75, %61, %36, %33, %15, %57, %4, %102
  %117 = phi i64 [ -12, %36 ], [ -22, %4 ], [ 0, %102 ], [ -524, %57 ], [ -12, %15 ], [ -12, %33 ], [ -12, %61 ], [ -12, %75 ], [ -12, %81 ], [ -12, %78 ]
  ret i64 %117
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc range(i64 -12, 1) i64 @take_out(ptr noundef captures(none) %0, i64 noundef range(i64 0, 65576) %1, i64 noundef range(i64 0, 4096) %2) unnamed_addr #14 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %5 = load i64, ptr %4, align 8
  %6 = add i64 %5, %1
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %10 = load i64, ptr %9, align 8
  %11 = add i64 %10, %8
  %12 = sub i64 %11, %5
  %13 = icmp ugt i64 %1, %12
  br i1 %13, label %50, label %14

14:                                               ; preds = %3
  %15 = sub nuw i64 %12, %1
  %16 = icmp ugt i64 %2, %15
  br i1 %16, label %50, label %17

17:                                               ; preds = %14
  %18 = sub i64 %11, %2
  %19 = icmp ult i64 %18, %5
  br i1 %19, label %50, label %20

20:                                               ; preds = %17
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 320
  %22 = load i64, ptr %21, align 8
  %23 = icmp ugt i64 %18, %22
  br i1 %23, label %50, label %24

24:                                               ; preds = %20
  %25 = icmp eq i64 %10, 0
  %26 = icmp ult i64 %18, %8
  %27 = or i1 %25, %26
  br i1 %27, label %28, label %29

28:                                               ; preds = %24
  store i64 %18, ptr %7, align 8
  br label %29

29:                                               ; preds = %24, %28
  %30 = phi i64 [ %18, %28 ], [ %8, %24 ]
  %31 = sub i64 %18, %30
  store i64 %31, ptr %9, align 8
  %32 = inttoptr i64 %6 to ptr
  %33 = add i64 %6, %2
  %34 = inttoptr i64 %33 to ptr
  %35 = sub i64 %15, %2
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %32, ptr align 1 %34, i64 %35, i1 false)
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %37 = load i64, ptr %36, align 8
  %38 = load i64, ptr %7, align 8
  %39 = load i64, ptr %9, align 8
  %40 = add i64 %39, %38
  %41 = load i64, ptr %4, align 8
  %42 = sub i64 %40, %41
  %43 = trunc i64 %42 to i32
  %44 = inttoptr i64 %37 to ptr
  store i32 %43, ptr %44, align 1
  %45 = load i64, ptr %36, align 8
  %46 = add i64 %45, 80
  %47 = load i64, ptr %7, align 8
  %48 = trunc i64 %47 to i32
  %49 = inttoptr i64 %46 to ptr
  store i32 %48, ptr %49, align 1
  br label %50

50:                                               ; preds = %17, %20, %3, %14, %29
  %51 = phi i64 [ 0, %29 ], [ -12, %3 ], [ -12, %14 ], [ -12, %20 ], [ -12, %17 ]
  ret i64 %51
}

; Function Attrs: nounwind
define hidden range(i64 -524, 1) i64 @pp_skb_adjust_room(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = add i64 %1, 16
  %7 = inttoptr i64 %6 to ptr
  %8 = load i32, ptr %7, align 1
  %9 = trunc i64 %2 to i32
  %10 = icmp slt i32 %9, 0
  %11 = shl i64 %2, 32
  %12 = ashr exact i64 %11, 32
  %13 = sub nsw i64 0, %12
  %14 = and i64 %2, 2147483647
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %16 = load i64, ptr %15, align 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %18 = load i64, ptr %17, align 8
  %19 = add i64 %18, %16
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %21 = load i64, ptr %20, align 8
  %22 = sub i64 %19, %21
  %23 = icmp eq i32 %8, 8
  %24 = select i1 %23, i64 20, i64 40
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %26 = load i16, ptr %25, align 8
  %27 = zext i16 %26 to i64
  %28 = and i64 %4, 72057594037927424
  %29 = icmp eq i64 %28, 0
  br i1 %29, label %30, label %90

30:                                               ; preds = %5
  %31 = select i1 %10, i64 %13, i64 %14
  %32 = icmp ugt i64 %31, 4095
  br i1 %32, label %90, label %33

33:                                               ; preds = %30
  br i1 %23, label %39, label %34

34:                                               ; preds = %33
  %35 = icmp ne i32 %8, 56710
  %36 = and i64 %3, 4294967294
  %37 = icmp ne i64 %36, 0
  %38 = or i1 %37, %35
  br i1 %38, label %90, label %42

39:                                               ; preds = %33
  %40 = and i64 %3, 4294967294
  %41 = icmp eq i64 %40, 0
  br i1 %41, label %42, label %90

42:                                               ; preds = %34, %39
  %43 = and i64 %3, 4294967295
  %44 = icmp eq i64 %43, 0
  %45 = select i1 %44, i64 %24, i64 0
  %46 = add nuw nsw i64 %45, %27
  %47 = and i64 %4, 384
  %48 = icmp eq i64 %47, 0
  br i1 %48, label %57, label %49

49:                                               ; preds = %42
  %50 = icmp sgt i32 %9, -1
  %51 = icmp eq i64 %47, 384
  %52 = or i1 %50, %51
  br i1 %52, label %90, label %53

53:                                               ; preds = %49
  %54 = and i64 %4, 128
  %55 = icmp eq i64 %54, 0
  %56 = select i1 %55, i64 40, i64 20
  br label %58

57:                                               ; preds = %42
  br i1 %10, label %58, label %73

58:                                               ; preds = %53, %57
  %59 = phi i64 [ %56, %53 ], [ %24, %57 ]
  %60 = sub i64 %22, %27
  %61 = icmp ule i64 %60, %13
  %62 = add i64 %60, %12
  %63 = icmp ult i64 %62, %59
  %64 = select i1 %61, i1 true, i1 %63
  br i1 %64, label %90, label %65

65:                                               ; preds = %58
  %66 = and i64 %4, -72057594037927842
  %67 = icmp eq i64 %66, 0
  br i1 %67, label %68, label %90

68:                                               ; preds = %65
  %69 = tail call fastcc i64 @take_out(ptr noundef nonnull %0, i64 noundef %46, i64 noundef %13) #29
  %70 = icmp ne i64 %69, 0
  %71 = or i1 %48, %70
  %72 = select i1 %70, i64 -12, i64 0
  br i1 %71, label %90, label %85

73:                                               ; preds = %57
  %74 = add i64 %22, %14
  %75 = icmp ugt i64 %74, 16064
  br i1 %75, label %90, label %76

76:                                               ; preds = %73
  %77 = tail call fastcc i64 @encap_problem(i64 noundef %4, i64 noundef %14) #29
  %78 = icmp eq i64 %77, 0
  br i1 %78, label %79, label %90

79:                                               ; preds = %76
  %80 = tail call fastcc i64 @insert(ptr noundef nonnull %0, i64 noundef %46, i64 noundef %14) #29
  %81 = icmp eq i64 %80, 0
  br i1 %81, label %82, label %90

82:                                               ; preds = %79
  %83 = and i64 %4, 6
  %84 = icmp eq i64 %83, 0
  br i1 %84, label %90, label %85

85:                                               ; preds = %82, %68
  %86 = phi i64 [ 128, %68 ], [ 2, %82 ]
  %87 = and i64 %4, %86
  %88 = icmp eq i64 %87, 0
  %89 = select i1 %88, i32 56710, i32 8
  store i32 %89, ptr %7, align 1
  br label %90

90:                                               ; preds = %85, %68, %82, %79, %76, %73, %58, %65, %49, %34, %39, %30, %5
  %91 = phi i64 [ -12, %79 ], [ -22, %5 ], [ -14, %30 ], [ -524, %34 ], [ -22, %49 ], [ 0, %82 ], [ -524, %73 ], [ %77, %76 ], [ -524, %39 ], [ %72, %68 ], [ -524, %58 ], [ -22, %65 ], [ 0, %85 ]
  ret i64 %91
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none)
define internal fastcc range(i64 -22, 1) i64 @encap_problem(i64 noundef %0, i64 noundef range(i64 0, 4096) %1) unnamed_addr #10 {
  %3 = lshr i64 %0, 56
  %4 = and i64 %0, 6
  switch i64 %4, label %5 [
    i64 0, label %17
    i64 6, label %8
  ]

5:                                                ; preds = %2
  %6 = and i64 %0, 24
  %7 = icmp eq i64 %6, 24
  br i1 %7, label %8, label %9

8:                                                ; preds = %5, %2
  br label %17

9:                                                ; preds = %5
  %10 = and i64 %0, 64
  %11 = icmp ne i64 %10, 0
  %12 = icmp ult i64 %0, 1008806316530991104
  %13 = and i1 %12, %11
  %14 = icmp samesign ugt i64 %3, %1
  %15 = select i1 %13, i1 true, i1 %14
  %16 = select i1 %15, i64 -22, i64 0
  br label %17

17:                                               ; preds = %9, %2, %8
  %18 = phi i64 [ -22, %8 ], [ %4, %2 ], [ %16, %9 ]
  ret i64 %18
}

; Function Attrs: nounwind
define hidden range(i64 -12, 1) i64 @pp_skb_vlan_push(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = and i64 %2, 65535
  %6 = icmp eq i64 %5, 43144
  %7 = add i64 %1, 20
  %8 = inttoptr i64 %7 to ptr
  %9 = load i32, ptr %8, align 1
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %11, label %16

11:                                               ; preds = %4
  %12 = add i64 %1, 24
  %13 = inttoptr i64 %12 to ptr
  %14 = add i64 %1, 28
  %15 = inttoptr i64 %14 to ptr
  br label %84

16:                                               ; preds = %4
  %17 = add i64 %1, 28
  %18 = inttoptr i64 %17 to ptr
  %19 = load i32, ptr %18, align 1
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %21 = load i64, ptr %20, align 8
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %23 = load i64, ptr %22, align 8
  %24 = add i64 %23, %21
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %26 = load i64, ptr %25, align 8
  %27 = sub i64 %24, %26
  %28 = icmp ult i64 %27, 14
  br i1 %28, label %90, label %29

29:                                               ; preds = %16
  %30 = add i64 %26, 12
  %31 = sub i64 %24, %30
  %32 = add i64 %27, -16061
  %33 = icmp ult i64 %32, -16065
  br i1 %33, label %90, label %34

34:                                               ; preds = %29
  %35 = add i64 %24, 4
  %36 = icmp ult i64 %35, %26
  br i1 %36, label %90, label %37

37:                                               ; preds = %34
  %38 = getelementptr inbounds nuw i8, ptr %0, i64 320
  %39 = load i64, ptr %38, align 8
  %40 = icmp ugt i64 %35, %39
  br i1 %40, label %90, label %41

41:                                               ; preds = %37
  %42 = icmp eq i64 %23, 0
  %43 = icmp ult i64 %35, %21
  %44 = or i1 %42, %43
  br i1 %44, label %45, label %46

45:                                               ; preds = %41
  store i64 %35, ptr %20, align 8
  br label %46

46:                                               ; preds = %41, %45
  %47 = phi i64 [ %35, %45 ], [ %21, %41 ]
  %48 = sub i64 %35, %47
  store i64 %48, ptr %22, align 8
  %49 = add i64 %26, 16
  %50 = inttoptr i64 %49 to ptr
  %51 = inttoptr i64 %30 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %50, ptr align 1 %51, i64 %31, i1 false)
  %52 = tail call ptr @memset(ptr noundef %51, i32 noundef 0, i64 noundef 4) #31
  %53 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %54 = load i64, ptr %53, align 8
  %55 = load i64, ptr %20, align 8
  %56 = load i64, ptr %22, align 8
  %57 = add i64 %56, %55
  %58 = load i64, ptr %25, align 8
  %59 = sub i64 %57, %58
  %60 = trunc i64 %59 to i32
  %61 = inttoptr i64 %54 to ptr
  store i32 %60, ptr %61, align 1
  %62 = load i64, ptr %53, align 8
  %63 = add i64 %62, 80
  %64 = load i64, ptr %20, align 8
  %65 = trunc i64 %64 to i32
  %66 = inttoptr i64 %63 to ptr
  store i32 %65, ptr %66, align 1
  %67 = load i64, ptr %25, align 8
  %68 = add i64 %67, 12
  %69 = trunc i32 %19 to i16
  %70 = inttoptr i64 %68 to ptr
  store i16 %69, ptr %70, align 1
  %71 = load i64, ptr %25, align 8
  %72 = add i64 %71, 14
  %73 = add i64 %1, 24
  %74 = inttoptr i64 %73 to ptr
  %75 = load i32, ptr %74, align 1
  %76 = trunc i32 %75 to i16
  %77 = tail call i16 @llvm.bswap.i16(i16 %76)
  %78 = inttoptr i64 %72 to ptr
  store i16 %77, ptr %78, align 1
  %79 = add i64 %1, 16
  %80 = inttoptr i64 %79 to ptr
  store i32 %19, ptr %80, align 1
  %81 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %82 = load i16, ptr %81, align 8
  %83 = add i16 %82, 4
  store i16 %83, ptr %81, align 8
  br label %84

84:                                               ; preds = %11, %46
  %85 = phi ptr [ %15, %11 ], [ %18, %46 ]
  %86 = phi ptr [ %13, %11 ], [ %74, %46 ]
  store i32 1, ptr %8, align 1
  %87 = trunc i64 %3 to i32
  %88 = and i32 %87, 65535
  store i32 %88, ptr %86, align 1
  %89 = select i1 %6, i32 43144, i32 129
  store i32 %89, ptr %85, align 1
  br label %90

90:                                               ; preds = %37, %34, %29, %16, %84
  %91 = phi i64 [ 0, %84 ], [ -12, %16 ], [ -12, %29 ], [ -12, %34 ], [ -12, %37 ]
  ret i64 %91
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -12, 1) i64 @pp_skb_vlan_pop(ptr noundef captures(none) %0, i64 noundef %1) local_unnamed_addr #14 {
  %3 = add i64 %1, 20
  %4 = inttoptr i64 %3 to ptr
  %5 = load i32, ptr %4, align 1
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %14, label %7

7:                                                ; preds = %2
  store i32 0, ptr %4, align 1
  %8 = add i64 %1, 24
  %9 = inttoptr i64 %8 to ptr
  store i32 0, ptr %9, align 1
  %10 = add i64 %1, 28
  %11 = inttoptr i64 %10 to ptr
  store i32 0, ptr %11, align 1
  %12 = add i64 %1, 16
  %13 = inttoptr i64 %12 to ptr
  br label %72

14:                                               ; preds = %2
  %15 = add i64 %1, 16
  %16 = inttoptr i64 %15 to ptr
  %17 = load i32, ptr %16, align 1
  switch i32 %17, label %139 [
    i32 43144, label %18
    i32 129, label %18
  ]

18:                                               ; preds = %14, %14
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %20 = load i64, ptr %19, align 8
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %22 = load i64, ptr %21, align 8
  %23 = add i64 %22, %20
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %25 = load i64, ptr %24, align 8
  %26 = sub i64 %23, %25
  %27 = icmp ult i64 %26, 18
  br i1 %27, label %139, label %28

28:                                               ; preds = %18
  %29 = add i64 %25, 12
  %30 = add i64 %23, -4
  %31 = icmp ult i64 %30, %25
  br i1 %31, label %72, label %32

32:                                               ; preds = %28
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 320
  %34 = load i64, ptr %33, align 8
  %35 = icmp ugt i64 %30, %34
  br i1 %35, label %72, label %36

36:                                               ; preds = %32
  %37 = icmp eq i64 %22, 0
  %38 = icmp ult i64 %30, %20
  %39 = or i1 %37, %38
  br i1 %39, label %40, label %41

40:                                               ; preds = %36
  store i64 %30, ptr %19, align 8
  br label %41

41:                                               ; preds = %40, %36
  %42 = phi i64 [ %30, %40 ], [ %20, %36 ]
  %43 = sub i64 %30, %42
  store i64 %43, ptr %21, align 8
  %44 = inttoptr i64 %29 to ptr
  %45 = add i64 %25, 16
  %46 = inttoptr i64 %45 to ptr
  %47 = add i64 %26, -16
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %44, ptr align 1 %46, i64 %47, i1 false)
  %48 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %49 = load i64, ptr %48, align 8
  %50 = load i64, ptr %19, align 8
  %51 = load i64, ptr %21, align 8
  %52 = add i64 %51, %50
  %53 = load i64, ptr %24, align 8
  %54 = sub i64 %52, %53
  %55 = trunc i64 %54 to i32
  %56 = inttoptr i64 %49 to ptr
  store i32 %55, ptr %56, align 1
  %57 = load i64, ptr %48, align 8
  %58 = add i64 %57, 80
  %59 = load i64, ptr %19, align 8
  %60 = trunc i64 %59 to i32
  %61 = inttoptr i64 %58 to ptr
  store i32 %60, ptr %61, align 1
  %62 = load i64, ptr %24, align 8
  %63 = add i64 %62, 12
  %64 = inttoptr i64 %63 to ptr
  %65 = load i16, ptr %64, align 1
  %66 = zext i16 %65 to i32
  store i32 %66, ptr %16, align 1
  %67 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %68 = load i16, ptr %67, align 8
  %69 = icmp ugt i16 %68, 14
  %70 = add i16 %68, -4
  %71 = select i1 %69, i16 %70, i16 %68
  store i16 %71, ptr %67, align 8
  br label %72

72:                                               ; preds = %41, %32, %28, %7
  %73 = phi ptr [ %16, %41 ], [ %16, %32 ], [ %16, %28 ], [ %13, %7 ]
  %74 = load i32, ptr %73, align 1
  switch i32 %74, label %139 [
    i32 43144, label %75
    i32 129, label %75
  ]

75:                                               ; preds = %72, %72
  %76 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %77 = load i64, ptr %76, align 8
  %78 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %79 = load i64, ptr %78, align 8
  %80 = add i64 %79, %77
  %81 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %82 = load i64, ptr %81, align 8
  %83 = sub i64 %80, %82
  %84 = icmp ugt i64 %83, 17
  br i1 %84, label %85, label %139

85:                                               ; preds = %75
  %86 = add i64 %1, 24
  %87 = add i64 %82, 14
  %88 = inttoptr i64 %87 to ptr
  %89 = load i16, ptr %88, align 1
  %90 = add i64 %82, 12
  %91 = add i64 %80, -4
  %92 = icmp ult i64 %91, %82
  br i1 %92, label %133, label %93

93:                                               ; preds = %85
  %94 = getelementptr inbounds nuw i8, ptr %0, i64 320
  %95 = load i64, ptr %94, align 8
  %96 = icmp ugt i64 %91, %95
  br i1 %96, label %133, label %97

97:                                               ; preds = %93
  %98 = icmp eq i64 %79, 0
  %99 = icmp ult i64 %91, %77
  %100 = or i1 %98, %99
  br i1 %100, label %101, label %102

101:                                              ; preds = %97
  store i64 %91, ptr %76, align 8
  br label %102

102:                                              ; preds = %101, %97
  %103 = phi i64 [ %91, %101 ], [ %77, %97 ]
  %104 = sub i64 %91, %103
  store i64 %104, ptr %78, align 8
  %105 = inttoptr i64 %90 to ptr
  %106 = add i64 %82, 16
  %107 = inttoptr i64 %106 to ptr
  %108 = add i64 %83, -16
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %105, ptr align 1 %107, i64 %108, i1 false)
  %109 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %110 = load i64, ptr %109, align 8
  %111 = load i64, ptr %76, align 8
  %112 = load i64, ptr %78, align 8
  %113 = add i64 %112, %111
  %114 = load i64, ptr %81, align 8
  %115 = sub i64 %113, %114
  %116 = trunc i64 %115 to i32
  %117 = inttoptr i64 %110 to ptr
  store i32 %116, ptr %117, align 1
  %118 = load i64, ptr %109, align 8
  %119 = add i64 %118, 80
  %120 = load i64, ptr %76, align 8
  %121 = trunc i64 %120 to i32
  %122 = inttoptr i64 %119 to ptr
  store i32 %121, ptr %122, align 1
  %123 = load i64, ptr %81, align 8
  %124 = add i64 %123, 12
  %125 = inttoptr i64 %124 to ptr
  %126 = load i16, ptr %125, align 1
  %127 = zext i16 %126 to i32
  store i32 %127, ptr %73, align 1
  %128 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %129 = load i16, ptr %128, align 8
  %130 = icmp ugt i16 %129, 14
  %131 = add i16 %129, -4
  %132 = select i1 %130, i16 %131, i16 %129
  store i16 %132, ptr %128, align 8
  br label %133

133:                                              ; preds = %85, %93, %102
  %134 = tail call i16 @llvm.bswap.i16(i16 %89)
  %135 = zext i16 %134 to i32
  %136 = inttoptr i64 %86 to ptr
  store i32 %135, ptr %136, align 1
  store i32 1, ptr %4, align 1
  %137 = add i64 %1, 28
  %138 = inttoptr i64 %137 to ptr
  store i32 %74, ptr %138, align 1
  br label %139

139:                                              ; preds = %72, %14, %75, %133, %18
  %140 = phi i64 [ -12, %18 ], [ 0, %14 ], [ 0, %133 ], [ 0, %75 ], [ 0, %72 ]
  ret i64 %140
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite)
define hidden range(i64 0, 8) i64 @pp_redirect(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #3 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %7 = load i64, ptr %6, align 8
  %8 = sub i64 %5, %7
  %9 = icmp ne i64 %8, 24
  %10 = zext i1 %9 to i64
  %11 = icmp ugt i64 %2, %10
  br i1 %11, label %12, label %14

12:                                               ; preds = %3
  %13 = select i1 %9, i64 2, i64 0
  br label %21

14:                                               ; preds = %3
  %15 = trunc i64 %1 to i32
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 296
  store i32 1, ptr %16, align 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 300
  store i32 %15, ptr %17, align 4
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 280
  store i64 0, ptr %18, align 8
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 288
  store i64 %2, ptr %19, align 8
  %20 = select i1 %9, i64 7, i64 4
  br label %21

21:                                               ; preds = %14, %12
  %22 = phi i64 [ %13, %12 ], [ %20, %14 ]
  ret i64 %22
}

; Function Attrs: nounwind
define hidden range(i64 0, 5) i64 @pp_redirect_map(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = alloca i32, align 4
  %6 = inttoptr i64 %1 to ptr
  %7 = load i32, ptr %6, align 8
  %8 = icmp eq i32 %7, 14
  %9 = icmp eq i32 %7, 25
  %10 = or i1 %8, %9
  %11 = select i1 %10, i64 -28, i64 -4
  call void @llvm.lifetime.start.p0(ptr nonnull %5) #30
  %12 = trunc i64 %2 to i32
  store i32 %12, ptr %5, align 4
  %13 = and i64 %11, %3
  %14 = icmp eq i64 %13, 0
  br i1 %14, label %15, label %40

15:                                               ; preds = %4
  %16 = and i64 %3, 8
  %17 = icmp eq i64 %16, 0
  br i1 %17, label %18, label %34

18:                                               ; preds = %15
  %19 = call fastcc i32 @hash_find(ptr noundef nonnull %6, ptr noundef nonnull %5) #29
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %32, label %21

21:                                               ; preds = %18
  %22 = add i32 %19, -1
  %23 = getelementptr inbounds nuw i8, ptr %6, i64 32
  %24 = load i64, ptr %23, align 8
  %25 = zext i32 %22 to i64
  %26 = getelementptr inbounds nuw i8, ptr %6, i64 16
  %27 = load i32, ptr %26, align 8
  %28 = zext i32 %27 to i64
  %29 = mul nuw i64 %28, %25
  %30 = sub i64 0, %24
  %31 = icmp eq i64 %29, %30
  br i1 %31, label %32, label %34

32:                                               ; preds = %18, %21
  %33 = and i64 %3, 3
  br label %40

34:                                               ; preds = %21, %15
  %35 = phi i64 [ 0, %21 ], [ %3, %15 ]
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 296
  store i32 2, ptr %36, align 8
  %37 = getelementptr inbounds nuw i8, ptr %0, i64 300
  store i32 %12, ptr %37, align 4
  %38 = getelementptr inbounds nuw i8, ptr %0, i64 280
  store i64 %1, ptr %38, align 8
  %39 = getelementptr inbounds nuw i8, ptr %0, i64 288
  store i64 %35, ptr %39, align 8
  br label %40

40:                                               ; preds = %4, %34, %32
  %41 = phi i64 [ %33, %32 ], [ 4, %34 ], [ 0, %4 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %5) #30
  ret i64 %41
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_clone_redirect(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = alloca [3 x i32], align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %5) #30
  %6 = trunc i64 %2 to i32
  store i32 %6, ptr %5, align 4
  %7 = getelementptr inbounds nuw i8, ptr %5, i64 4
  %8 = trunc i64 %3 to i32
  store i32 %8, ptr %7, align 4
  %9 = getelementptr inbounds nuw i8, ptr %5, i64 8
  store i32 0, ptr %9, align 4
  %10 = icmp ult i64 %3, 2
  br i1 %10, label %11, label %21

11:                                               ; preds = %4
  %12 = ptrtoint ptr %5 to i64
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %14 = load i64, ptr %13, align 8
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %16 = load i64, ptr %15, align 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %18 = load i64, ptr %17, align 8
  %19 = sub i64 %16, %14
  %20 = add i64 %19, %18
  call fastcc void @log_record(ptr noundef %0, i32 noundef 2, i64 noundef %12, i64 noundef 12, i64 noundef %14, i64 noundef %20) #29
  br label %21

21:                                               ; preds = %4, %11
  %22 = phi i64 [ 0, %11 ], [ -22, %4 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %5) #30
  ret i64 %22
}

; Function Attrs: nounwind
define internal fastcc void @log_record(ptr noundef %0, i32 noundef range(i32 1, 4) %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) unnamed_addr #0 {
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 248
  %8 = load i64, ptr %7, align 8
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %10, label %14

10:                                               ; preds = %6
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 308
  %12 = load i32, ptr %11, align 4
  %13 = add i32 %12, 1
  store i32 %13, ptr %11, align 4
  br label %22

14:                                               ; preds = %6
  %15 = add i64 %3, 4
  %16 = add i64 %15, %5
  %17 = tail call fastcc i64 @reserve(ptr noundef nonnull %0, i64 noundef %8, i64 noundef %16, i64 noundef 0) #29
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 308
  %19 = load i32, ptr %18, align 4
  %20 = add i32 %19, 1
  store i32 %20, ptr %18, align 4
  %21 = icmp eq i64 %17, 0
  br i1 %21, label %22, label %26

22:                                               ; preds = %10, %14
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 256
  %24 = load i64, ptr %23, align 8
  %25 = add i64 %24, 1
  store i64 %25, ptr %23, align 8
  br label %76

26:                                               ; preds = %14
  %27 = inttoptr i64 %17 to ptr
  store i32 %1, ptr %27, align 1
  %28 = add i64 %17, 4
  %29 = inttoptr i64 %28 to ptr
  %30 = inttoptr i64 %2 to ptr
  %31 = tail call ptr @memcpy(ptr noundef %29, ptr noundef %30, i64 noundef %3) #31
  %32 = add i64 %28, %3
  %33 = inttoptr i64 %32 to ptr
  %34 = inttoptr i64 %4 to ptr
  %35 = tail call ptr @memcpy(ptr noundef %33, ptr noundef %34, i64 noundef %5) #31
  %36 = load i64, ptr %7, align 8
  %37 = inttoptr i64 %36 to ptr
  %38 = add i64 %17, 4294967288
  %39 = getelementptr inbounds nuw i8, ptr %37, i64 32
  %40 = load i64, ptr %39, align 8
  %41 = sub i64 %38, %40
  %42 = getelementptr inbounds nuw i8, ptr %37, i64 112
  %43 = load i64, ptr %42, align 8
  %44 = inttoptr i64 %43 to ptr
  %45 = getelementptr inbounds nuw i8, ptr %37, i64 12
  %46 = load i32, ptr %45, align 4
  %47 = add i32 %46, -1
  %48 = zext i32 %47 to i64
  %49 = and i64 %41, %48
  %50 = lshr i64 %49, 3
  %51 = getelementptr inbounds nuw %struct.record, ptr %44, i64 %50
  %52 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %53 = load i64, ptr %52, align 8
  %54 = inttoptr i64 %53 to ptr
  %55 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %56 = load i32, ptr %55, align 4
  %57 = ptrtoint ptr %51 to i64
  %58 = zext i32 %56 to i64
  br label %59

59:                                               ; preds = %62, %26
  %60 = phi i64 [ %63, %62 ], [ %58, %26 ]
  %61 = icmp eq i64 %60, 0
  br i1 %61, label %72, label %62

62:                                               ; preds = %59
  %63 = add nsw i64 %60, -1
  %64 = getelementptr inbounds nuw %struct.held, ptr %54, i64 %63
  %65 = getelementptr inbounds nuw i8, ptr %64, i64 8
  %66 = load i64, ptr %65, align 8
  %67 = icmp eq i64 %66, %57
  br i1 %67, label %68, label %59, !llvm.loop !37

68:                                               ; preds = %62
  %69 = add i32 %56, -1
  store i32 %69, ptr %55, align 4
  %70 = zext i32 %69 to i64
  %71 = getelementptr inbounds nuw %struct.held, ptr %54, i64 %70
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %64, ptr noundef nonnull align 8 dereferenceable(16) %71, i64 16, i1 false)
  br label %72

72:                                               ; preds = %59, %68
  %73 = getelementptr inbounds nuw i8, ptr %0, i64 464
  store i64 0, ptr %73, align 8
  %74 = getelementptr inbounds nuw i8, ptr %0, i64 456
  store i64 0, ptr %74, align 8
  %75 = getelementptr inbounds nuw i8, ptr %51, i64 4
  store atomic i32 2, ptr %75 release, align 4
  br label %76

76:                                               ; preds = %72, %22
  ret void
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, 2) i64 @pp_check_mtu(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #14 {
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %10 = load i64, ptr %9, align 8
  %11 = sub i64 %8, %10
  %12 = icmp ne i64 %11, 24
  %13 = select i1 %12, i64 40, i64 12
  %14 = add i64 %13, %1
  %15 = inttoptr i64 %14 to ptr
  %16 = load i32, ptr %15, align 1
  %17 = inttoptr i64 %3 to ptr
  %18 = load i32, ptr %17, align 1
  %19 = trunc i64 %2 to i32
  %20 = icmp eq i32 %19, 0
  %21 = select i1 %20, i32 %16, i32 %19
  %22 = zext i1 %12 to i64
  %23 = icmp ugt i64 %5, %22
  br i1 %23, label %62, label %24

24:                                               ; preds = %6
  %25 = icmp eq i64 %5, 0
  br i1 %25, label %31, label %26

26:                                               ; preds = %24
  %27 = and i64 %4, 4294967295
  %28 = icmp ne i64 %27, 0
  %29 = icmp ne i32 %18, 0
  %30 = select i1 %28, i1 true, i1 %29
  br i1 %30, label %62, label %35

31:                                               ; preds = %24
  %32 = icmp eq i32 %21, 1
  %33 = icmp eq i32 %21, %16
  %34 = select i1 %32, i1 true, i1 %33
  br i1 %34, label %41, label %62

35:                                               ; preds = %26
  %36 = icmp eq i32 %21, 1
  %37 = icmp eq i32 %21, %16
  %38 = select i1 %36, i1 true, i1 %37
  br i1 %38, label %39, label %62

39:                                               ; preds = %35
  %40 = select i1 %36, i32 65536, i32 1500
  br label %46

41:                                               ; preds = %31
  %42 = select i1 %32, i32 65536, i32 1500
  %43 = icmp eq i32 %18, 0
  br i1 %43, label %46, label %44

44:                                               ; preds = %41
  %45 = add i32 %18, 14
  br label %54

46:                                               ; preds = %39, %41
  %47 = phi i32 [ %40, %39 ], [ %42, %41 ]
  %48 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %49 = load i64, ptr %48, align 8
  %50 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %51 = load i64, ptr %50, align 8
  %52 = sub i64 %49, %51
  %53 = trunc i64 %52 to i32
  br label %54

54:                                               ; preds = %46, %44
  %55 = phi i32 [ %42, %44 ], [ %47, %46 ]
  %56 = phi i32 [ %45, %44 ], [ %53, %46 ]
  %57 = trunc i64 %4 to i32
  %58 = add i32 %56, %57
  store i32 %55, ptr %17, align 1
  %59 = add nuw nsw i32 %55, 14
  %60 = icmp sgt i32 %58, %59
  %61 = zext i1 %60 to i64
  br label %62

62:                                               ; preds = %35, %31, %6, %26, %54
  %63 = phi i64 [ %61, %54 ], [ -22, %6 ], [ -22, %26 ], [ -19, %31 ], [ -19, %35 ]
  ret i64 %63
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: write)
define hidden range(i64 2, 8) i64 @pp_redirect_peer(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #17 {
  %4 = icmp eq i64 %2, 0
  br i1 %4, label %5, label %11

5:                                                ; preds = %3
  %6 = trunc i64 %1 to i32
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 296
  store i32 1, ptr %7, align 8
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 300
  store i32 %6, ptr %8, align 4
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 280
  store i64 0, ptr %9, align 8
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 288
  store i64 0, ptr %10, align 8
  br label %11

11:                                               ; preds = %3, %5
  %12 = phi i64 [ 7, %5 ], [ 2, %3 ]
  ret i64 %12
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: write)
define hidden range(i64 2, 8) i64 @pp_redirect_neigh(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #17 {
  %6 = icmp eq i64 %4, 0
  %7 = icmp eq i64 %3, 0
  %8 = icmp eq i64 %3, 20
  %9 = or i1 %7, %8
  %10 = and i1 %6, %9
  br i1 %10, label %11, label %17

11:                                               ; preds = %5
  %12 = trunc i64 %1 to i32
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 296
  store i32 1, ptr %13, align 8
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 300
  store i32 %12, ptr %14, align 4
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 280
  store i64 0, ptr %15, align 8
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 288
  store i64 0, ptr %16, align 8
  br label %17

17:                                               ; preds = %5, %11
  %18 = phi i64 [ 7, %11 ], [ 2, %5 ]
  ret i64 %18
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_get_socket_cookie(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #4 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %30, label %6

6:                                                ; preds = %2
  %7 = inttoptr i64 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 128
  %10 = icmp eq i64 %9, 0
  %11 = and i64 %8, 2048
  %12 = icmp eq i64 %11, 0
  br i1 %12, label %26, label %13

13:                                               ; preds = %6
  %14 = getelementptr inbounds nuw i8, ptr %7, i64 14088
  %15 = ptrtoint ptr %14 to i64
  %16 = sub i64 %1, %15
  %17 = getelementptr inbounds nuw i8, ptr %7, i64 14080
  %18 = load i64, ptr %17, align 8
  %19 = mul i64 %18, 96
  %20 = icmp ult i64 %16, %19
  br i1 %20, label %21, label %26

21:                                               ; preds = %13
  %22 = udiv i64 %16, 96
  %23 = getelementptr inbounds nuw %struct.open_socket, ptr %14, i64 %22
  %24 = getelementptr inbounds nuw i8, ptr %23, i64 80
  %25 = load i64, ptr %24, align 8
  br label %30

26:                                               ; preds = %13, %6
  br i1 %10, label %30, label %27

27:                                               ; preds = %26
  %28 = getelementptr inbounds nuw i8, ptr %7, i64 88
  %29 = load i64, ptr %28, align 8
  br label %30

30:                                               ; preds = %2, %27, %26, %21
  %31 = phi i64 [ %25, %21 ], [ %29, %27 ], [ 1, %26 ], [ 1, %2 ]
  ret i64 %31
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_get_netns_cookie(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #4 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %14, label %6

6:                                                ; preds = %2
  %7 = inttoptr i64 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 128
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %14, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i64 80
  %13 = load i64, ptr %12, align 8
  br label %14

14:                                               ; preds = %6, %2, %11
  %15 = phi i64 [ %13, %11 ], [ 1, %2 ], [ 1, %6 ]
  ret i64 %15
}

; Function Attrs: nounwind
define hidden range(i64 0, 4294967296) i64 @pp_get_socket_uid(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %15, label %6

6:                                                ; preds = %2
  %7 = inttoptr i64 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 8
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %15, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i64 56
  %13 = load i64, ptr %12, align 8
  %14 = and i64 %13, 4294967295
  br label %19

15:                                               ; preds = %6, %2
  %16 = tail call i32 @getgid() #31
  %17 = tail call i32 @getuid() #31
  %18 = zext i32 %17 to i64
  br label %19

19:                                               ; preds = %11, %15
  %20 = phi i64 [ %14, %11 ], [ %18, %15 ]
  ret i64 %20
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -2147483648, 2147483648) i64 @pp_get_retval(ptr noundef %0) local_unnamed_addr #4 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 504
  %3 = load i64, ptr %2, align 8
  %4 = icmp eq i64 %3, 0
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %6 = ptrtoint ptr %5 to i64
  %7 = select i1 %4, i64 %6, i64 %3
  %8 = inttoptr i64 %7 to ptr
  %9 = load i32, ptr %8, align 1
  %10 = sext i32 %9 to i64
  ret i64 %10
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(write, argmem: readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_set_retval(ptr noundef %0, i64 noundef %1) local_unnamed_addr #9 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 504
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %7 = ptrtoint ptr %6 to i64
  %8 = select i1 %5, i64 %7, i64 %4
  %9 = trunc i64 %1 to i32
  %10 = inttoptr i64 %8 to ptr
  store i32 %9, ptr %10, align 1
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 516
  store i32 1, ptr %11, align 4
  store i32 %9, ptr %6, align 8
  ret i64 0
}

; Function Attrs: nounwind
define hidden range(i64 -97, 10) i64 @pp_fib_lookup(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca %struct.fib_lookup, align 4
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %8 = load i64, ptr %7, align 8
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %16, label %10

10:                                               ; preds = %5
  %11 = inttoptr i64 %8 to ptr
  %12 = load i64, ptr %11, align 8
  %13 = and i64 %12, 256
  %14 = icmp eq i64 %13, 0
  %15 = select i1 %14, ptr null, ptr %11
  br label %16

16:                                               ; preds = %5, %10
  %17 = phi ptr [ null, %5 ], [ %15, %10 ]
  %18 = icmp eq ptr %17, null
  %19 = getelementptr inbounds nuw i8, ptr %17, i64 416
  %20 = select i1 %18, ptr null, ptr %19
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %22 = load i64, ptr %21, align 8
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %24 = load i64, ptr %23, align 8
  %25 = sub i64 %22, %24
  %26 = icmp eq i64 %25, 24
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  %27 = icmp ugt i64 %3, 63
  %28 = and i64 %4, 4294967232
  %29 = icmp eq i64 %28, 0
  %30 = and i1 %27, %29
  br i1 %30, label %31, label %359

31:                                               ; preds = %16
  %32 = inttoptr i64 %2 to ptr
  %33 = call ptr @memcpy(ptr noundef nonnull %6, ptr noundef %32, i64 noundef 64) #31
  %34 = load i8, ptr %6, align 4
  %35 = and i8 %34, -9
  %36 = icmp eq i8 %35, 2
  br i1 %36, label %37, label %359

37:                                               ; preds = %31
  %38 = getelementptr inbounds nuw i8, ptr %6, i64 6
  %39 = load i16, ptr %38, align 2
  %40 = icmp ne i16 %39, 0
  %41 = select i1 %26, i1 true, i1 %40
  %42 = icmp eq i8 %34, 10
  br i1 %42, label %43, label %89

43:                                               ; preds = %37
  %44 = getelementptr inbounds nuw i8, ptr %6, i64 16
  br label %47

45:                                               ; preds = %47
  %46 = load i8, ptr %44, align 4
  switch i8 %46, label %60 [
    i8 -1, label %356
    i8 -2, label %56
  ]

47:                                               ; preds = %47, %43
  %48 = phi i64 [ 0, %43 ], [ %54, %47 ]
  %49 = phi i32 [ 0, %43 ], [ %53, %47 ]
  %50 = getelementptr inbounds nuw i8, ptr %44, i64 %48
  %51 = load i8, ptr %50, align 1
  %52 = zext i8 %51 to i32
  %53 = or i32 %49, %52
  %54 = add nuw nsw i64 %48, 1
  %55 = icmp eq i64 %54, 15
  br i1 %55, label %45, label %47, !llvm.loop !43

56:                                               ; preds = %45
  %57 = getelementptr inbounds nuw i8, ptr %6, i64 17
  %58 = load i8, ptr %57, align 1
  %59 = icmp slt i8 %58, -64
  br i1 %59, label %356, label %60

60:                                               ; preds = %56, %45
  %61 = icmp eq i32 %53, 0
  %62 = getelementptr inbounds nuw i8, ptr %6, i64 31
  %63 = load i8, ptr %62, align 1
  %64 = icmp eq i8 %63, 1
  %65 = select i1 %61, i1 %64, i1 false
  br i1 %65, label %356, label %66

66:                                               ; preds = %60
  %67 = getelementptr inbounds nuw i8, ptr %6, i64 32
  br label %70

68:                                               ; preds = %70
  %69 = load i8, ptr %67, align 4
  switch i8 %69, label %83 [
    i8 -1, label %356
    i8 -2, label %79
  ]

70:                                               ; preds = %70, %66
  %71 = phi i64 [ 0, %66 ], [ %77, %70 ]
  %72 = phi i32 [ 0, %66 ], [ %76, %70 ]
  %73 = getelementptr inbounds nuw i8, ptr %67, i64 %71
  %74 = load i8, ptr %73, align 1
  %75 = zext i8 %74 to i32
  %76 = or i32 %72, %75
  %77 = add nuw nsw i64 %71, 1
  %78 = icmp eq i64 %77, 15
  br i1 %78, label %68, label %70, !llvm.loop !43

79:                                               ; preds = %68
  %80 = getelementptr inbounds nuw i8, ptr %6, i64 33
  %81 = load i8, ptr %80, align 1
  %82 = icmp slt i8 %81, -64
  br i1 %82, label %356, label %83

83:                                               ; preds = %79, %68
  %84 = icmp eq i32 %76, 0
  %85 = getelementptr inbounds nuw i8, ptr %6, i64 47
  %86 = load i8, ptr %85, align 1
  %87 = icmp eq i8 %86, 1
  %88 = select i1 %84, i1 %87, i1 false
  br i1 %88, label %356, label %89

89:                                               ; preds = %83, %37
  %90 = getelementptr inbounds nuw i8, ptr %6, i64 8
  %91 = load i32, ptr %90, align 4
  %92 = getelementptr inbounds nuw i8, ptr %20, i64 32
  br i1 %18, label %356, label %93

93:                                               ; preds = %89
  %94 = load i64, ptr %19, align 8
  %95 = icmp eq i64 %94, 0
  br i1 %95, label %356, label %99

96:                                               ; preds = %99
  %97 = add nuw i64 %100, 1
  %98 = icmp eq i64 %97, %94
  br i1 %98, label %356, label %99

99:                                               ; preds = %93, %96
  %100 = phi i64 [ %97, %96 ], [ 0, %93 ]
  %101 = getelementptr inbounds nuw %struct.device, ptr %92, i64 %100
  %102 = load i32, ptr %101, align 4
  %103 = icmp eq i32 %102, %91
  br i1 %103, label %104, label %96

104:                                              ; preds = %99
  %105 = getelementptr inbounds nuw i8, ptr %101, i64 8
  %106 = load i32, ptr %105, align 4
  %107 = icmp eq i32 %106, 0
  br i1 %107, label %356, label %108

108:                                              ; preds = %104
  %109 = and i64 %4, 2
  %110 = icmp eq i64 %109, 0
  %111 = select i1 %110, i32 0, i32 %91
  %112 = and i64 %4, 1
  %113 = icmp eq i64 %112, 0
  br i1 %113, label %128, label %114

114:                                              ; preds = %108
  %115 = and i64 %4, 8
  %116 = icmp eq i64 %115, 0
  br i1 %116, label %120, label %117

117:                                              ; preds = %114
  %118 = getelementptr inbounds nuw i8, ptr %6, i64 48
  %119 = load i32, ptr %118, align 4
  store i32 0, ptr %118, align 4
  br label %120

120:                                              ; preds = %117, %114
  %121 = phi i32 [ %119, %117 ], [ 254, %114 ]
  %122 = icmp ne i8 %34, 10
  %123 = and i32 %121, -2
  %124 = icmp eq i32 %123, 254
  %125 = select i1 %122, i1 %124, i1 false
  %126 = select i1 %125, i32 255, i32 %121
  %127 = select i1 %125, i32 254, i32 %121
  br label %128

128:                                              ; preds = %120, %108
  %129 = phi i32 [ 255, %108 ], [ %126, %120 ]
  %130 = phi i32 [ 254, %108 ], [ %127, %120 ]
  %131 = getelementptr inbounds nuw i8, ptr %20, i64 352
  %132 = getelementptr inbounds nuw i8, ptr %17, i64 424
  %133 = load i64, ptr %132, align 8
  %134 = icmp eq i64 %133, 0
  br i1 %134, label %356, label %135

135:                                              ; preds = %128
  %136 = getelementptr inbounds nuw i8, ptr %6, i64 32
  %137 = icmp eq i32 %111, 0
  %138 = zext nneg i8 %34 to i32
  %139 = icmp eq i8 %34, 2
  br label %140

140:                                              ; preds = %201, %135
  %141 = phi i64 [ 0, %135 ], [ %202, %201 ]
  %142 = getelementptr inbounds nuw %struct.route, ptr %131, i64 %141
  %143 = getelementptr inbounds nuw i8, ptr %142, i64 68
  %144 = load i32, ptr %143, align 4
  %145 = icmp eq i32 %144, %130
  %146 = icmp eq i32 %144, %129
  %147 = select i1 %145, i1 true, i1 %146
  br i1 %147, label %148, label %201

148:                                              ; preds = %140
  %149 = getelementptr inbounds nuw i8, ptr %142, i64 48
  %150 = load i32, ptr %149, align 4
  %151 = icmp eq i32 %150, %138
  br i1 %151, label %152, label %201

152:                                              ; preds = %148
  %153 = getelementptr inbounds nuw i8, ptr %142, i64 52
  %154 = load i32, ptr %153, align 4
  %155 = icmp ugt i32 %154, 7
  br i1 %155, label %156, label %178

156:                                              ; preds = %152
  %157 = add i32 %154, -8
  %158 = lshr i32 %157, 3
  %159 = add nuw nsw i32 %158, 1
  %160 = zext nneg i32 %159 to i64
  %161 = getelementptr i8, ptr %136, i64 %160
  %162 = getelementptr i8, ptr %142, i64 %160
  %163 = lshr i32 %157, 3
  %164 = zext nneg i32 %163 to i64
  %165 = getelementptr i8, ptr %136, i64 %164
  br label %166

166:                                              ; preds = %173, %156
  %167 = phi i32 [ %176, %173 ], [ %154, %156 ]
  %168 = phi ptr [ %174, %173 ], [ %136, %156 ]
  %169 = phi ptr [ %175, %173 ], [ %142, %156 ]
  %170 = load i8, ptr %169, align 1
  %171 = load i8, ptr %168, align 1
  %172 = icmp eq i8 %170, %171
  br i1 %172, label %173, label %201

173:                                              ; preds = %166
  %174 = getelementptr inbounds nuw i8, ptr %168, i64 1
  %175 = getelementptr inbounds nuw i8, ptr %169, i64 1
  %176 = add i32 %167, -8
  %177 = icmp eq ptr %168, %165
  br i1 %177, label %178, label %166, !llvm.loop !44

178:                                              ; preds = %173, %152
  %179 = phi ptr [ %142, %152 ], [ %162, %173 ]
  %180 = phi ptr [ %136, %152 ], [ %161, %173 ]
  %181 = phi i32 [ %154, %152 ], [ %176, %173 ]
  %182 = icmp eq i32 %181, 0
  br i1 %182, label %191, label %183

183:                                              ; preds = %178
  %184 = load i8, ptr %179, align 1
  %185 = load i8, ptr %180, align 1
  %186 = xor i8 %185, %184
  %187 = zext i8 %186 to i32
  %188 = sub nuw nsw i32 8, %181
  %189 = lshr i32 %187, %188
  %190 = icmp eq i32 %189, 0
  br i1 %190, label %191, label %201

191:                                              ; preds = %183, %178
  %192 = getelementptr inbounds nuw i8, ptr %142, i64 72
  %193 = load i32, ptr %192, align 4
  br i1 %137, label %204, label %194

194:                                              ; preds = %191
  %195 = icmp ult i32 %193, 6
  br i1 %195, label %196, label %206

196:                                              ; preds = %194
  %197 = getelementptr inbounds nuw i8, ptr %142, i64 56
  %198 = load i32, ptr %197, align 4
  %199 = icmp ne i32 %198, %111
  %200 = and i1 %139, %199
  br i1 %200, label %201, label %204

201:                                              ; preds = %166, %196, %183, %148, %140
  %202 = add nuw i64 %141, 1
  %203 = icmp eq i64 %202, %133
  br i1 %203, label %356, label %140, !llvm.loop !45

204:                                              ; preds = %196, %191
  %205 = icmp eq i32 %193, 1
  br i1 %205, label %212, label %206

206:                                              ; preds = %194, %204
  %207 = add i32 %193, -6
  %208 = icmp ult i32 %207, 3
  br i1 %208, label %209, label %356

209:                                              ; preds = %206
  %210 = add nsw i32 %193, -5
  %211 = zext nneg i32 %210 to i64
  br label %356

212:                                              ; preds = %204
  br i1 %41, label %213, label %220

213:                                              ; preds = %212
  %214 = zext i16 %39 to i32
  %215 = getelementptr inbounds nuw i8, ptr %142, i64 64
  %216 = load i32, ptr %215, align 4
  %217 = icmp ult i32 %216, %214
  br i1 %217, label %218, label %220

218:                                              ; preds = %213
  %219 = trunc nuw i32 %216 to i16
  store i16 %219, ptr %38, align 2
  br label %356

220:                                              ; preds = %213, %212
  %221 = phi i32 [ 0, %212 ], [ %216, %213 ]
  %222 = getelementptr inbounds nuw i8, ptr %142, i64 60
  %223 = load i32, ptr %222, align 4
  %224 = getelementptr inbounds nuw i8, ptr %6, i64 12
  store i32 %223, ptr %224, align 4
  %225 = getelementptr inbounds nuw i8, ptr %142, i64 56
  %226 = load i32, ptr %225, align 4
  store i32 %226, ptr %90, align 4
  br i1 %42, label %227, label %235

227:                                              ; preds = %220
  %228 = getelementptr inbounds nuw i8, ptr %142, i64 76
  %229 = load i32, ptr %228, align 4
  %230 = icmp eq i32 %229, 0
  br i1 %230, label %239, label %231

231:                                              ; preds = %227
  %232 = getelementptr inbounds nuw i8, ptr %142, i64 16
  %233 = call ptr @memcpy(ptr noundef nonnull %136, ptr noundef nonnull %232, i64 noundef 16) #31
  %234 = load i8, ptr %6, align 4
  br label %235

235:                                              ; preds = %231, %220
  %236 = phi i8 [ %234, %231 ], [ %34, %220 ]
  %237 = and i64 %4, 16
  %238 = icmp eq i64 %237, 0
  br i1 %238, label %254, label %242

239:                                              ; preds = %227
  %240 = and i64 %4, 16
  %241 = icmp eq i64 %240, 0
  br i1 %241, label %268, label %244

242:                                              ; preds = %235
  %243 = icmp eq i8 %236, 10
  br i1 %243, label %244, label %248

244:                                              ; preds = %242, %239
  %245 = getelementptr inbounds nuw i8, ptr %142, i64 80
  %246 = load i32, ptr %245, align 4
  %247 = icmp eq i32 %246, 0
  br i1 %247, label %356, label %248

248:                                              ; preds = %244, %242
  %249 = getelementptr inbounds nuw i8, ptr %6, i64 16
  %250 = getelementptr inbounds nuw i8, ptr %142, i64 32
  %251 = select i1 %139, i64 4, i64 16
  %252 = call ptr @memcpy(ptr noundef nonnull %249, ptr noundef nonnull %250, i64 noundef %251) #31
  %253 = load i8, ptr %6, align 4
  br label %254

254:                                              ; preds = %248, %235
  %255 = phi i8 [ %253, %248 ], [ %236, %235 ]
  %256 = icmp eq i8 %255, 2
  br i1 %256, label %257, label %268

257:                                              ; preds = %254
  %258 = getelementptr inbounds nuw i8, ptr %142, i64 76
  %259 = load i32, ptr %258, align 4
  %260 = icmp eq i32 %259, 0
  br i1 %260, label %268, label %261

261:                                              ; preds = %257
  %262 = trunc i32 %259 to i8
  store i8 %262, ptr %6, align 4
  %263 = getelementptr inbounds nuw i8, ptr %142, i64 16
  %264 = and i32 %259, 255
  %265 = icmp eq i32 %264, 2
  %266 = select i1 %265, i64 4, i64 16
  %267 = call ptr @memcpy(ptr noundef nonnull %136, ptr noundef nonnull %263, i64 noundef %266) #31
  br label %268

268:                                              ; preds = %261, %257, %254, %239
  %269 = and i64 %4, 4
  %270 = icmp eq i64 %269, 0
  br i1 %270, label %271, label %324

271:                                              ; preds = %268
  %272 = getelementptr inbounds nuw i8, ptr %17, i64 432
  %273 = load i64, ptr %272, align 8
  %274 = icmp eq i64 %273, 0
  br i1 %274, label %356, label %275

275:                                              ; preds = %271
  %276 = getelementptr inbounds nuw i8, ptr %17, i64 12032
  %277 = load i32, ptr %90, align 4
  %278 = load i8, ptr %6, align 4
  %279 = zext i8 %278 to i32
  %280 = icmp eq i8 %278, 2
  %281 = select i1 %280, i32 32, i32 128
  br label %282

282:                                              ; preds = %304, %275
  %283 = phi i64 [ 0, %275 ], [ %305, %304 ]
  %284 = getelementptr inbounds nuw %struct.neighbour, ptr %276, i64 %283
  %285 = getelementptr inbounds nuw i8, ptr %284, i64 20
  %286 = load i32, ptr %285, align 4
  %287 = icmp eq i32 %286, %277
  br i1 %287, label %288, label %304

288:                                              ; preds = %282
  %289 = getelementptr inbounds nuw i8, ptr %284, i64 16
  %290 = load i32, ptr %289, align 4
  %291 = icmp eq i32 %290, %279
  br i1 %291, label %292, label %304

292:                                              ; preds = %288, %299
  %293 = phi i32 [ %302, %299 ], [ %281, %288 ]
  %294 = phi ptr [ %300, %299 ], [ %136, %288 ]
  %295 = phi ptr [ %301, %299 ], [ %284, %288 ]
  %296 = load i8, ptr %295, align 1
  %297 = load i8, ptr %294, align 1
  %298 = icmp eq i8 %296, %297
  br i1 %298, label %299, label %304

299:                                              ; preds = %292
  %300 = getelementptr inbounds nuw i8, ptr %294, i64 1
  %301 = getelementptr inbounds nuw i8, ptr %295, i64 1
  %302 = add i32 %293, -8
  %303 = icmp eq i32 %302, 0
  br i1 %303, label %307, label %292, !llvm.loop !44

304:                                              ; preds = %292, %288, %282
  %305 = add nuw i64 %283, 1
  %306 = icmp eq i64 %305, %273
  br i1 %306, label %356, label %282, !llvm.loop !46

307:                                              ; preds = %299
  %308 = getelementptr inbounds nuw i8, ptr %6, i64 58
  %309 = getelementptr inbounds nuw i8, ptr %284, i64 24
  %310 = call ptr @memcpy(ptr noundef nonnull %308, ptr noundef nonnull %309, i64 noundef 6) #31
  %311 = load i32, ptr %225, align 4
  %312 = load i64, ptr %19, align 8
  br label %313

313:                                              ; preds = %313, %307
  %314 = phi i64 [ 0, %307 ], [ %319, %313 ]
  %315 = icmp ne i64 %314, %312
  call void @llvm.assume(i1 %315)
  %316 = getelementptr inbounds nuw %struct.device, ptr %92, i64 %314
  %317 = load i32, ptr %316, align 4
  %318 = icmp eq i32 %317, %311
  %319 = add i64 %314, 1
  br i1 %318, label %320, label %313

320:                                              ; preds = %313
  %321 = getelementptr inbounds nuw i8, ptr %6, i64 52
  %322 = getelementptr inbounds nuw i8, ptr %316, i64 12
  %323 = call ptr @memcpy(ptr noundef nonnull %321, ptr noundef nonnull %322, i64 noundef 6) #31
  br label %324

324:                                              ; preds = %320, %268
  %325 = getelementptr inbounds nuw i8, ptr %6, i64 48
  store i32 0, ptr %325, align 4
  %326 = icmp eq i32 %221, 0
  br i1 %326, label %329, label %327

327:                                              ; preds = %324
  %328 = trunc i32 %221 to i16
  store i16 %328, ptr %38, align 2
  br label %329

329:                                              ; preds = %324, %327
  br i1 %41, label %356, label %330

330:                                              ; preds = %329
  %331 = load i32, ptr %90, align 4
  %332 = load i64, ptr %19, align 8
  br label %333

333:                                              ; preds = %333, %330
  %334 = phi i64 [ 0, %330 ], [ %339, %333 ]
  %335 = icmp ne i64 %334, %332
  call void @llvm.assume(i1 %335)
  %336 = getelementptr inbounds nuw %struct.device, ptr %92, i64 %334
  %337 = load i32, ptr %336, align 4
  %338 = icmp eq i32 %337, %331
  %339 = add i64 %334, 1
  br i1 %338, label %340, label %333

340:                                              ; preds = %333
  %341 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %342 = load i64, ptr %341, align 8
  %343 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %344 = load i64, ptr %343, align 8
  %345 = add i64 %344, %342
  %346 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %347 = load i64, ptr %346, align 8
  %348 = sub i64 %345, %347
  %349 = getelementptr inbounds nuw i8, ptr %336, i64 4
  %350 = load i32, ptr %349, align 4
  %351 = add i32 %350, 18
  %352 = zext i32 %351 to i64
  %353 = icmp ugt i64 %348, %352
  %354 = select i1 %353, i64 8, i64 0
  %355 = trunc i32 %350 to i16
  store i16 %355, ptr %38, align 2
  br label %356

356:                                              ; preds = %96, %201, %304, %83, %60, %89, %79, %56, %271, %244, %93, %45, %206, %209, %68, %128, %218, %104, %340, %329
  %357 = phi i64 [ 0, %329 ], [ %354, %340 ], [ 7, %304 ], [ 4, %60 ], [ -19, %89 ], [ 4, %79 ], [ 4, %56 ], [ 7, %271 ], [ 9, %244 ], [ -19, %93 ], [ 4, %45 ], [ 4, %206 ], [ 4, %201 ], [ %211, %209 ], [ 4, %83 ], [ 4, %68 ], [ 4, %128 ], [ 8, %218 ], [ 5, %104 ], [ -19, %96 ]
  %358 = call ptr @memcpy(ptr noundef %32, ptr noundef nonnull %6, i64 noundef 64) #31
  br label %359

359:                                              ; preds = %31, %16, %356
  %360 = phi i64 [ %357, %356 ], [ -22, %16 ], [ -97, %31 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  ret i64 %360
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite)
define hidden range(i64 -22, 255) i64 @pp_csum_level(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #3 {
  switch i64 %2, label %26 [
    i64 0, label %4
    i64 1, label %12
    i64 2, label %18
    i64 3, label %24
  ]

4:                                                ; preds = %3
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 306
  %6 = load i8, ptr %5, align 2
  %7 = icmp eq i8 %6, 0
  %8 = zext i8 %6 to i64
  %9 = add nuw nsw i64 %8, 4294967295
  %10 = and i64 %9, 4294967295
  %11 = select i1 %7, i64 -13, i64 %10
  br label %26

12:                                               ; preds = %3
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 306
  %14 = load i8, ptr %13, align 2
  %15 = icmp ult i8 %14, 4
  %16 = zext i1 %15 to i8
  %17 = add i8 %14, %16
  store i8 %17, ptr %13, align 2
  br label %26

18:                                               ; preds = %3
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 306
  %20 = load i8, ptr %19, align 2
  %21 = icmp ne i8 %20, 0
  %22 = sext i1 %21 to i8
  %23 = add i8 %20, %22
  store i8 %23, ptr %19, align 2
  br label %26

24:                                               ; preds = %3
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 306
  store i8 0, ptr %25, align 2
  br label %26

26:                                               ; preds = %3, %24, %18, %12, %4
  %27 = phi i64 [ 0, %24 ], [ %11, %4 ], [ 0, %12 ], [ 0, %18 ], [ -22, %3 ]
  ret i64 %27
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 2) i64 @pp_skb_ecn_set_ce(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #14 {
  %3 = add i64 %1, 16
  %4 = inttoptr i64 %3 to ptr
  %5 = load i32, ptr %4, align 1
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %7 = load i64, ptr %6, align 8
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %9 = load i16, ptr %8, align 8
  %10 = zext i16 %9 to i64
  %11 = add i64 %7, %10
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %13 = load i64, ptr %12, align 8
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %15 = load i64, ptr %14, align 8
  %16 = add i64 %15, %13
  %17 = icmp ugt i64 %16, %11
  br i1 %17, label %18, label %61

18:                                               ; preds = %2
  %19 = sub nuw i64 %16, %11
  %20 = icmp eq i32 %5, 8
  %21 = icmp ugt i64 %19, 19
  %22 = select i1 %20, i1 %21, i1 false
  br i1 %22, label %23, label %49

23:                                               ; preds = %18
  %24 = add nuw i64 %11, 1
  %25 = inttoptr i64 %24 to ptr
  %26 = load i8, ptr %25, align 1
  %27 = add i8 %26, 1
  %28 = and i8 %27, 3
  %29 = icmp samesign ult i8 %28, 2
  br i1 %29, label %30, label %34

30:                                               ; preds = %23
  %31 = and i8 %26, 3
  %32 = icmp eq i8 %31, 3
  %33 = zext i1 %32 to i64
  br label %61

34:                                               ; preds = %23
  %35 = zext nneg i8 %28 to i16
  %36 = add i64 %11, 10
  %37 = inttoptr i64 %36 to ptr
  %38 = load i16, ptr %37, align 1
  %39 = zext i16 %38 to i32
  %40 = add nuw nsw i16 %35, -5
  %41 = tail call i16 @llvm.bswap.i16(i16 %40)
  %42 = zext i16 %41 to i32
  %43 = add nuw nsw i32 %39, %42
  %44 = lshr i32 %43, 16
  %45 = add nuw nsw i32 %44, %43
  %46 = trunc i32 %45 to i16
  store i16 %46, ptr %37, align 1
  %47 = load i8, ptr %25, align 1
  %48 = or i8 %47, 3
  store i8 %48, ptr %25, align 1
  br label %61

49:                                               ; preds = %18
  %50 = icmp eq i32 %5, 56710
  %51 = icmp ugt i64 %19, 39
  %52 = select i1 %50, i1 %51, i1 false
  br i1 %52, label %53, label %61

53:                                               ; preds = %49
  %54 = add nuw i64 %11, 1
  %55 = inttoptr i64 %54 to ptr
  %56 = load i8, ptr %55, align 1
  %57 = and i8 %56, 48
  %58 = icmp eq i8 %57, 0
  br i1 %58, label %61, label %59

59:                                               ; preds = %53
  %60 = or i8 %56, 48
  store i8 %60, ptr %55, align 1
  br label %61

61:                                               ; preds = %2, %59, %53, %34, %30, %49
  %62 = phi i64 [ 0, %49 ], [ 0, %53 ], [ 1, %34 ], [ %33, %30 ], [ 1, %59 ], [ 0, %2 ]
  ret i64 %62
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -95, 1) i64 @pp_skb_set_tstamp(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #14 {
  %5 = add i64 %1, 16
  %6 = inttoptr i64 %5 to ptr
  %7 = load i32, ptr %6, align 1
  %8 = trunc i64 %3 to i32
  switch i32 %7, label %21 [
    i32 8, label %9
    i32 56710, label %9
  ]

9:                                                ; preds = %4, %4
  %10 = icmp ugt i32 %8, 2
  br i1 %10, label %21, label %11

11:                                               ; preds = %9
  %12 = icmp eq i32 %8, 0
  %13 = icmp ne i64 %2, 0
  %14 = or i1 %13, %12
  br i1 %14, label %15, label %21

15:                                               ; preds = %11
  %16 = add i64 %1, 152
  %17 = inttoptr i64 %16 to ptr
  store i64 %2, ptr %17, align 1
  %18 = trunc i64 %3 to i8
  %19 = add i64 %1, 180
  %20 = inttoptr i64 %19 to ptr
  store i8 %18, ptr %20, align 1
  br label %21

21:                                               ; preds = %4, %9, %11, %15
  %22 = phi i64 [ 0, %15 ], [ -95, %4 ], [ -22, %11 ], [ -22, %9 ]
  ret i64 %22
}

; Function Attrs: nounwind
define hidden noundef i64 @pp_skb_get_xfrm_state(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = icmp ugt i64 %4, 262144
  br i1 %7, label %8, label %29

8:                                                ; preds = %6
  %9 = icmp eq ptr %0, null
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %12

12:                                               ; preds = %25, %8
  %13 = phi i64 [ %4, %8 ], [ %26, %25 ]
  %14 = phi i64 [ %3, %8 ], [ %27, %25 ]
  %15 = inttoptr i64 %14 to ptr
  %16 = tail call ptr @memset(ptr noundef %15, i32 noundef 0, i64 noundef 262144) #31
  br i1 %9, label %25, label %17

17:                                               ; preds = %12
  %18 = load i32, ptr %10, align 8
  %19 = icmp eq i32 %18, 0
  br i1 %19, label %20, label %34

20:                                               ; preds = %17
  %21 = load i32, ptr %11, align 4
  %22 = and i32 %21, 1048575
  %23 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %22) #29
  %24 = icmp eq i64 %23, 0
  br i1 %24, label %34, label %25

25:                                               ; preds = %20, %12
  %26 = add i64 %13, -262144
  %27 = add i64 %14, 262144
  %28 = icmp ugt i64 %26, 262144
  br i1 %28, label %12, label %29, !llvm.loop !32

29:                                               ; preds = %25, %6
  %30 = phi i64 [ %3, %6 ], [ %27, %25 ]
  %31 = phi i64 [ %4, %6 ], [ %26, %25 ]
  %32 = inttoptr i64 %30 to ptr
  %33 = tail call ptr @memset(ptr noundef %32, i32 noundef 0, i64 noundef %31) #31
  br label %34

34:                                               ; preds = %17, %20, %29
  ret i64 -22
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_skb_cgroup_id(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #4 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %12, label %6

6:                                                ; preds = %2
  %7 = inttoptr i64 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 32
  %10 = icmp eq i64 %9, 0
  %11 = select i1 %10, ptr null, ptr %7
  br label %12

12:                                               ; preds = %2, %6
  %13 = phi ptr [ null, %2 ], [ %11, %6 ]
  %14 = icmp eq ptr %13, null
  %15 = getelementptr inbounds nuw i8, ptr %13, i64 64
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 272
  %17 = select i1 %14, ptr %16, ptr %15
  %18 = load i64, ptr %17, align 8
  ret i64 %18
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -11, -6) i64 @pp_skb_under_cgroup(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #4 {
  %5 = trunc i64 %3 to i32
  %6 = inttoptr i64 %2 to ptr
  %7 = getelementptr inbounds nuw i8, ptr %6, i64 12
  %8 = load i32, ptr %7, align 4
  %9 = icmp ugt i32 %8, %5
  %10 = select i1 %9, i64 -11, i64 -7
  ret i64 %10
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: read)
define hidden range(i64 -22, 1) i64 @pp_msg_pull_data(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #11 {
  %6 = icmp eq i64 %4, 0
  %7 = trunc i64 %3 to i32
  %8 = trunc i64 %2 to i32
  %9 = icmp ugt i32 %7, %8
  %10 = and i1 %6, %9
  br i1 %10, label %11, label %23

11:                                               ; preds = %5
  %12 = and i64 %3, 4294967295
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %14 = load i64, ptr %13, align 8
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %16 = load i64, ptr %15, align 8
  %17 = add i64 %16, %14
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %19 = load i64, ptr %18, align 8
  %20 = sub i64 %17, %19
  %21 = icmp ugt i64 %12, %20
  %22 = select i1 %21, i64 -22, i64 0
  br label %23

23:                                               ; preds = %11, %5
  %24 = phi i64 [ %22, %11 ], [ -22, %5 ]
  ret i64 %24
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none)
define hidden noundef i64 @pp_no_listener(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #10 {
  ret i64 -22
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -2147483648, 2147483648) i64 @pp_sock_ops_cb_flags_set(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #14 {
  %4 = add i64 %1, 72
  %5 = inttoptr i64 %4 to ptr
  %6 = load i32, ptr %5, align 1
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %16, label %8

8:                                                ; preds = %3
  %9 = add i64 %1, 84
  %10 = trunc i64 %2 to i32
  %11 = and i32 %10, 127
  %12 = inttoptr i64 %9 to ptr
  store i32 %11, ptr %12, align 1
  %13 = shl i64 %2, 32
  %14 = ashr exact i64 %13, 32
  %15 = and i64 %14, -128
  br label %16

16:                                               ; preds = %3, %8
  %17 = phi i64 [ %15, %8 ], [ -22, %3 ]
  ret i64 %17
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_skb_set_tunnel_key(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca %struct.tunnel_key, align 4
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 552
  %8 = load i64, ptr %7, align 8
  %9 = inttoptr i64 %8 to ptr
  %10 = and i64 %4, 1
  %11 = icmp eq i64 %10, 0
  %12 = select i1 %11, i64 4, i64 16
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  %13 = icmp ult i64 %4, 32
  br i1 %13, label %14, label %62

14:                                               ; preds = %5
  switch i64 %3, label %62 [
    i64 28, label %15
    i64 24, label %15
    i64 22, label %15
    i64 8, label %15
    i64 44, label %15
  ]

15:                                               ; preds = %14, %14, %14, %14, %14
  %16 = call ptr @memset(ptr noundef nonnull %6, i32 noundef 0, i64 noundef 44) #31
  %17 = inttoptr i64 %2 to ptr
  %18 = call ptr @memcpy(ptr noundef nonnull %6, ptr noundef %17, i64 noundef %3) #31
  %19 = getelementptr inbounds nuw i8, ptr %6, i64 24
  %20 = load i32, ptr %19, align 4
  %21 = icmp ne i32 %20, 0
  %22 = select i1 %11, i1 %21, i1 false
  %23 = getelementptr inbounds nuw i8, ptr %6, i64 22
  %24 = load i16, ptr %23, align 2
  %25 = icmp ne i16 %24, 0
  %26 = select i1 %22, i1 true, i1 %25
  br i1 %26, label %62, label %27

27:                                               ; preds = %15
  %28 = call ptr @memset(ptr noundef %9, i32 noundef 0, i64 noundef 304) #31
  %29 = getelementptr inbounds nuw i8, ptr %6, i64 28
  %30 = call ptr @memcpy(ptr noundef %9, ptr noundef nonnull %29, i64 noundef %12) #31
  %31 = getelementptr inbounds nuw i8, ptr %9, i64 16
  %32 = getelementptr inbounds nuw i8, ptr %6, i64 4
  %33 = call ptr @memcpy(ptr noundef nonnull %31, ptr noundef nonnull %32, i64 noundef %12) #31
  %34 = load i32, ptr %6, align 4
  %35 = getelementptr inbounds nuw i8, ptr %9, i64 32
  store i32 %34, ptr %35, align 4
  %36 = load i32, ptr %19, align 4
  %37 = and i32 %36, 1048575
  %38 = getelementptr inbounds nuw i8, ptr %9, i64 36
  store i32 %37, ptr %38, align 4
  %39 = getelementptr inbounds nuw i8, ptr %6, i64 20
  %40 = load i8, ptr %39, align 4
  %41 = getelementptr inbounds nuw i8, ptr %9, i64 44
  store i8 %40, ptr %41, align 4
  %42 = getelementptr inbounds nuw i8, ptr %6, i64 21
  %43 = load i8, ptr %42, align 1
  %44 = getelementptr inbounds nuw i8, ptr %9, i64 45
  store i8 %43, ptr %44, align 1
  %45 = trunc nuw nsw i64 %10 to i8
  %46 = getelementptr inbounds nuw i8, ptr %9, i64 46
  store i8 %45, ptr %46, align 2
  %47 = trunc nuw nsw i64 %4 to i32
  %48 = shl nuw nsw i32 %47, 6
  %49 = and i32 %48, 256
  %50 = and i64 %4, 2
  %51 = icmp eq i64 %50, 0
  %52 = zext i1 %51 to i32
  %53 = and i32 %47, 8
  %54 = icmp samesign ult i64 %4, 16
  %55 = select i1 %54, i32 4, i32 0
  %56 = or disjoint i32 %53, %55
  %57 = or disjoint i32 %56, %52
  %58 = or disjoint i32 %57, %49
  %59 = or disjoint i32 %58, 8192
  %60 = getelementptr inbounds nuw i8, ptr %9, i64 40
  store i32 %59, ptr %60, align 4
  %61 = getelementptr inbounds nuw i8, ptr %0, i64 307
  store i8 1, ptr %61, align 1
  br label %62

62:                                               ; preds = %14, %15, %5, %27
  %63 = phi i64 [ 0, %27 ], [ -22, %5 ], [ -22, %14 ], [ -22, %15 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  ret i64 %63
}

; Function Attrs: nounwind
define hidden range(i64 -71, 1) i64 @pp_skb_get_tunnel_key(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca %struct.tunnel_key, align 4
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %8 = load i64, ptr %7, align 8
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %16, label %10

10:                                               ; preds = %5
  %11 = inttoptr i64 %8 to ptr
  %12 = load i64, ptr %11, align 8
  %13 = and i64 %12, 512
  %14 = icmp eq i64 %13, 0
  %15 = select i1 %14, ptr null, ptr %11
  br label %16

16:                                               ; preds = %10, %5
  %17 = phi ptr [ null, %5 ], [ %15, %10 ]
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 307
  %19 = load i8, ptr %18, align 1
  %20 = icmp eq i8 %19, 0
  br i1 %20, label %25, label %21

21:                                               ; preds = %16
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 552
  %23 = load i64, ptr %22, align 8
  %24 = inttoptr i64 %23 to ptr
  br label %29

25:                                               ; preds = %16
  %26 = icmp eq ptr %17, null
  %27 = getelementptr inbounds nuw i8, ptr %17, i64 112
  %28 = select i1 %26, ptr null, ptr %27
  br label %29

29:                                               ; preds = %21, %25
  %30 = phi ptr [ %24, %21 ], [ %28, %25 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  %31 = icmp ne ptr %30, null
  %32 = and i64 %4, -18
  %33 = icmp eq i64 %32, 0
  %34 = and i1 %33, %31
  br i1 %34, label %35, label %44

35:                                               ; preds = %29
  %36 = getelementptr inbounds nuw i8, ptr %30, i64 46
  %37 = load i8, ptr %36, align 2
  %38 = zext i8 %37 to i64
  %39 = and i64 %4, 1
  %40 = icmp eq i64 %39, %38
  br i1 %40, label %41, label %44

41:                                               ; preds = %35
  switch i64 %3, label %44 [
    i64 8, label %42
    i64 22, label %72
    i64 24, label %72
    i64 28, label %72
    i64 44, label %72
  ]

42:                                               ; preds = %41
  %43 = icmp eq i8 %37, 0
  br i1 %43, label %72, label %66

44:                                               ; preds = %41, %29, %35
  %45 = phi i64 [ -71, %35 ], [ -22, %29 ], [ -22, %41 ]
  %46 = icmp ugt i64 %3, 262144
  br i1 %46, label %47, label %66

47:                                               ; preds = %44
  %48 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %49 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %50

50:                                               ; preds = %62, %47
  %51 = phi i64 [ %3, %47 ], [ %63, %62 ]
  %52 = phi i64 [ %2, %47 ], [ %64, %62 ]
  %53 = inttoptr i64 %52 to ptr
  %54 = tail call ptr @memset(ptr noundef %53, i32 noundef 0, i64 noundef 262144) #31
  %55 = load i32, ptr %48, align 8
  %56 = icmp eq i32 %55, 0
  br i1 %56, label %57, label %100

57:                                               ; preds = %50
  %58 = load i32, ptr %49, align 4
  %59 = and i32 %58, 1048575
  %60 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %59) #29
  %61 = icmp eq i64 %60, 0
  br i1 %61, label %100, label %62

62:                                               ; preds = %57
  %63 = add i64 %51, -262144
  %64 = add i64 %52, 262144
  %65 = icmp ugt i64 %63, 262144
  br i1 %65, label %50, label %66, !llvm.loop !32

66:                                               ; preds = %62, %42, %44
  %67 = phi i64 [ %45, %44 ], [ -22, %42 ], [ %45, %62 ]
  %68 = phi i64 [ %2, %44 ], [ %2, %42 ], [ %64, %62 ]
  %69 = phi i64 [ %3, %44 ], [ 8, %42 ], [ %63, %62 ]
  %70 = inttoptr i64 %68 to ptr
  %71 = tail call ptr @memset(ptr noundef %70, i32 noundef 0, i64 noundef %69) #31
  br label %100

72:                                               ; preds = %41, %41, %41, %41, %42
  %73 = getelementptr inbounds nuw i8, ptr %6, i64 4
  %74 = call ptr @memcpy(ptr noundef nonnull %73, ptr noundef nonnull %30, i64 noundef 16) #31
  %75 = getelementptr inbounds nuw i8, ptr %6, i64 28
  %76 = getelementptr inbounds nuw i8, ptr %30, i64 16
  %77 = call ptr @memcpy(ptr noundef nonnull %75, ptr noundef nonnull %76, i64 noundef 16) #31
  %78 = getelementptr inbounds nuw i8, ptr %30, i64 32
  %79 = load i32, ptr %78, align 4
  store i32 %79, ptr %6, align 4
  %80 = getelementptr inbounds nuw i8, ptr %30, i64 36
  %81 = load i32, ptr %80, align 4
  %82 = getelementptr inbounds nuw i8, ptr %6, i64 24
  store i32 %81, ptr %82, align 4
  %83 = getelementptr inbounds nuw i8, ptr %30, i64 44
  %84 = load i8, ptr %83, align 4
  %85 = getelementptr inbounds nuw i8, ptr %6, i64 20
  store i8 %84, ptr %85, align 4
  %86 = getelementptr inbounds nuw i8, ptr %30, i64 45
  %87 = load i8, ptr %86, align 1
  %88 = getelementptr inbounds nuw i8, ptr %6, i64 21
  store i8 %87, ptr %88, align 1
  %89 = icmp samesign ult i64 %4, 16
  br i1 %89, label %95, label %90

90:                                               ; preds = %72
  %91 = getelementptr inbounds nuw i8, ptr %30, i64 40
  %92 = load i32, ptr %91, align 4
  %93 = trunc i32 %92 to i16
  %94 = call i16 @llvm.bswap.i16(i16 %93)
  br label %95

95:                                               ; preds = %72, %90
  %96 = phi i16 [ %94, %90 ], [ 0, %72 ]
  %97 = getelementptr inbounds nuw i8, ptr %6, i64 22
  store i16 %96, ptr %97, align 2
  %98 = inttoptr i64 %2 to ptr
  %99 = call ptr @memcpy(ptr noundef %98, ptr noundef nonnull %6, i64 noundef %3) #31
  br label %100

100:                                              ; preds = %57, %50, %66, %95
  %101 = phi i64 [ 0, %95 ], [ %67, %66 ], [ %45, %50 ], [ %45, %57 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  ret i64 %101
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_skb_set_tunnel_opt(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 552
  %6 = load i64, ptr %5, align 8
  %7 = inttoptr i64 %6 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 307
  %9 = load i8, ptr %8, align 1
  %10 = icmp ne i8 %9, 0
  %11 = and i64 %3, 3
  %12 = icmp eq i64 %11, 0
  %13 = and i1 %12, %10
  br i1 %13, label %14, label %27

14:                                               ; preds = %4
  %15 = icmp ugt i64 %3, 255
  br i1 %15, label %27, label %16

16:                                               ; preds = %14
  %17 = getelementptr inbounds nuw i8, ptr %7, i64 48
  %18 = inttoptr i64 %2 to ptr
  %19 = tail call ptr @memcpy(ptr noundef nonnull %17, ptr noundef %18, i64 noundef %3) #31
  %20 = trunc nuw i64 %3 to i8
  %21 = getelementptr inbounds nuw i8, ptr %7, i64 47
  store i8 %20, ptr %21, align 1
  %22 = icmp eq i64 %3, 0
  %23 = select i1 %22, i32 0, i32 55296
  %24 = getelementptr inbounds nuw i8, ptr %7, i64 40
  %25 = load i32, ptr %24, align 4
  %26 = or i32 %25, %23
  store i32 %26, ptr %24, align 4
  br label %27

27:                                               ; preds = %14, %4, %16
  %28 = phi i64 [ 0, %16 ], [ -22, %4 ], [ -12, %14 ]
  ret i64 %28
}

; Function Attrs: nounwind
define hidden range(i64 -12, 256) i64 @pp_skb_get_tunnel_opt(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %6 = load i64, ptr %5, align 8
  %7 = icmp eq i64 %6, 0
  br i1 %7, label %14, label %8

8:                                                ; preds = %4
  %9 = inttoptr i64 %6 to ptr
  %10 = load i64, ptr %9, align 8
  %11 = and i64 %10, 512
  %12 = icmp eq i64 %11, 0
  %13 = select i1 %12, ptr null, ptr %9
  br label %14

14:                                               ; preds = %8, %4
  %15 = phi ptr [ null, %4 ], [ %13, %8 ]
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 307
  %17 = load i8, ptr %16, align 1
  %18 = icmp eq i8 %17, 0
  br i1 %18, label %23, label %19

19:                                               ; preds = %14
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 552
  %21 = load i64, ptr %20, align 8
  %22 = inttoptr i64 %21 to ptr
  br label %27

23:                                               ; preds = %14
  %24 = icmp eq ptr %15, null
  %25 = getelementptr inbounds nuw i8, ptr %15, i64 112
  %26 = select i1 %24, ptr null, ptr %25
  br label %27

27:                                               ; preds = %19, %23
  %28 = phi ptr [ %22, %19 ], [ %26, %23 ]
  %29 = icmp ugt i64 %3, 262144
  br i1 %29, label %30, label %49

30:                                               ; preds = %27
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %32 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %33

33:                                               ; preds = %45, %30
  %34 = phi i64 [ %3, %30 ], [ %46, %45 ]
  %35 = phi i64 [ %2, %30 ], [ %47, %45 ]
  %36 = inttoptr i64 %35 to ptr
  %37 = tail call ptr @memset(ptr noundef %36, i32 noundef 0, i64 noundef 262144) #31
  %38 = load i32, ptr %31, align 8
  %39 = icmp eq i32 %38, 0
  br i1 %39, label %40, label %54

40:                                               ; preds = %33
  %41 = load i32, ptr %32, align 4
  %42 = and i32 %41, 1048575
  %43 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %42) #29
  %44 = icmp eq i64 %43, 0
  br i1 %44, label %54, label %45

45:                                               ; preds = %40
  %46 = add i64 %34, -262144
  %47 = add i64 %35, 262144
  %48 = icmp ugt i64 %46, 262144
  br i1 %48, label %33, label %49, !llvm.loop !32

49:                                               ; preds = %45, %27
  %50 = phi i64 [ %2, %27 ], [ %47, %45 ]
  %51 = phi i64 [ %3, %27 ], [ %46, %45 ]
  %52 = inttoptr i64 %50 to ptr
  %53 = tail call ptr @memset(ptr noundef %52, i32 noundef 0, i64 noundef %51) #31
  br label %54

54:                                               ; preds = %33, %40, %49
  %55 = icmp eq ptr %28, null
  br i1 %55, label %72, label %56

56:                                               ; preds = %54
  %57 = getelementptr inbounds nuw i8, ptr %28, i64 40
  %58 = load i32, ptr %57, align 4
  %59 = and i32 %58, 55296
  %60 = icmp eq i32 %59, 0
  br i1 %60, label %72, label %61

61:                                               ; preds = %56
  %62 = getelementptr inbounds nuw i8, ptr %28, i64 47
  %63 = load i8, ptr %62, align 1
  %64 = zext i8 %63 to i64
  %65 = icmp ult i64 %3, %64
  br i1 %65, label %72, label %66

66:                                               ; preds = %61
  %67 = inttoptr i64 %2 to ptr
  %68 = getelementptr inbounds nuw i8, ptr %28, i64 48
  %69 = tail call ptr @memcpy(ptr noundef %67, ptr noundef nonnull %68, i64 noundef %64) #31
  %70 = load i8, ptr %62, align 1
  %71 = zext i8 %70 to i64
  br label %72

72:                                               ; preds = %61, %54, %56, %66
  %73 = phi i64 [ -2, %54 ], [ %71, %66 ], [ -2, %56 ], [ -12, %61 ]
  ret i64 %73
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, 1) i64 @pp_get_func_arg(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #14 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %6 = load i64, ptr %5, align 8
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %8 = load i64, ptr %7, align 8
  %9 = sub i64 %6, %8
  %10 = lshr i64 %9, 3
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %28, label %12

12:                                               ; preds = %4
  %13 = and i64 %2, 4294967295
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 560
  %15 = load i64, ptr %14, align 8
  %16 = add i64 %15, -25
  %17 = icmp ult i64 %16, 2
  %18 = sext i1 %17 to i64
  %19 = add nsw i64 %10, %18
  %20 = icmp samesign ult i64 %13, %19
  br i1 %20, label %21, label %28

21:                                               ; preds = %12
  %22 = inttoptr i64 %3 to ptr
  %23 = shl i64 %2, 3
  %24 = and i64 %23, 4294967288
  %25 = add i64 %24, %1
  %26 = inttoptr i64 %25 to ptr
  %27 = load i64, ptr %26, align 1
  store i64 %27, ptr %22, align 1
  br label %28

28:                                               ; preds = %4, %12, %21
  %29 = phi i64 [ 0, %21 ], [ -22, %12 ], [ -22, %4 ]
  ret i64 %29
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -95, 1) i64 @pp_get_func_ret(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #14 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 560
  %5 = load i64, ptr %4, align 8
  %6 = add i64 %5, -25
  %7 = icmp ult i64 %6, 2
  br i1 %7, label %8, label %23

8:                                                ; preds = %3
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %10 = load i64, ptr %9, align 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %12 = load i64, ptr %11, align 8
  %13 = icmp eq i64 %10, %12
  br i1 %13, label %23, label %14

14:                                               ; preds = %8
  %15 = inttoptr i64 %2 to ptr
  %16 = sub i64 %10, %12
  %17 = lshr i64 %16, 3
  %18 = tail call i64 @llvm.usub.sat.i64(i64 %17, i64 1)
  %19 = shl nuw i64 %18, 3
  %20 = add i64 %19, %1
  %21 = inttoptr i64 %20 to ptr
  %22 = load i64, ptr %21, align 1
  store i64 %22, ptr %15, align 1
  br label %23

23:                                               ; preds = %3, %8, %14
  %24 = phi i64 [ 0, %14 ], [ -95, %8 ], [ -95, %3 ]
  ret i64 %24
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: read)
define hidden range(i64 0, 2305843009213693952) i64 @pp_get_func_arg_cnt(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #11 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %4 = load i64, ptr %3, align 8
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %6 = load i64, ptr %5, align 8
  %7 = sub i64 %4, %6
  %8 = lshr i64 %7, 3
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %17, label %10

10:                                               ; preds = %2
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 560
  %12 = load i64, ptr %11, align 8
  %13 = add i64 %12, -25
  %14 = icmp ult i64 %13, 2
  %15 = sext i1 %14 to i64
  %16 = add nsw i64 %8, %15
  br label %17

17:                                               ; preds = %2, %10
  %18 = phi i64 [ %16, %10 ], [ 0, %2 ]
  ret i64 %18
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: write)
define hidden noundef i64 @pp_set_retval_of_function(ptr noundef writeonly captures(none) initializes((512, 520)) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #17 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 516
  store i32 1, ptr %4, align 4
  %5 = trunc i64 %2 to i32
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 512
  store i32 %5, ptr %6, align 8
  ret i64 0
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_send_signal(ptr noundef %0, i64 noundef %1) local_unnamed_addr #0 {
  %3 = alloca [2 x i32], align 4
  %4 = trunc i64 %1 to i32
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #30
  store i32 %4, ptr %3, align 4
  %5 = getelementptr inbounds nuw i8, ptr %3, i64 4
  store i32 0, ptr %5, align 4
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %7 = load i64, ptr %6, align 8
  %8 = icmp eq i64 %7, 0
  br i1 %8, label %18, label %9

9:                                                ; preds = %2
  %10 = inttoptr i64 %7 to ptr
  %11 = load i64, ptr %10, align 8
  %12 = and i64 %11, 4
  %13 = icmp eq i64 %12, 0
  br i1 %13, label %18, label %14

14:                                               ; preds = %9
  %15 = getelementptr inbounds nuw i8, ptr %10, i64 48
  %16 = load i64, ptr %15, align 8
  %17 = and i64 %16, -4294967296
  br label %23

18:                                               ; preds = %9, %2
  %19 = tail call i32 @getpid() #31
  %20 = sext i32 %19 to i64
  %21 = shl nsw i64 %20, 32
  %22 = tail call i32 @gettid() #31
  br label %23

23:                                               ; preds = %18, %14
  %24 = phi i64 [ %17, %14 ], [ %21, %18 ]
  %25 = icmp eq i64 %24, 4294967296
  br i1 %25, label %32, label %26

26:                                               ; preds = %23
  %27 = icmp ugt i32 %4, 64
  br i1 %27, label %32, label %28

28:                                               ; preds = %26
  %29 = icmp eq i32 %4, 0
  br i1 %29, label %32, label %30

30:                                               ; preds = %28
  %31 = ptrtoint ptr %3 to i64
  call fastcc void @log_record(ptr noundef nonnull %0, i32 noundef 3, i64 noundef %31, i64 noundef 8, i64 noundef 0, i64 noundef 0) #29
  br label %32

32:                                               ; preds = %23, %26, %28, %30
  %33 = phi i64 [ -22, %26 ], [ -1, %23 ], [ 0, %30 ], [ 0, %28 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #30
  ret i64 %33
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_send_signal_thread(ptr noundef %0, i64 noundef %1) local_unnamed_addr #0 {
  %3 = alloca [2 x i32], align 4
  %4 = trunc i64 %1 to i32
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #30
  store i32 %4, ptr %3, align 4
  %5 = getelementptr inbounds nuw i8, ptr %3, i64 4
  store i32 1, ptr %5, align 4
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %7 = load i64, ptr %6, align 8
  %8 = icmp eq i64 %7, 0
  br i1 %8, label %18, label %9

9:                                                ; preds = %2
  %10 = inttoptr i64 %7 to ptr
  %11 = load i64, ptr %10, align 8
  %12 = and i64 %11, 4
  %13 = icmp eq i64 %12, 0
  br i1 %13, label %18, label %14

14:                                               ; preds = %9
  %15 = getelementptr inbounds nuw i8, ptr %10, i64 48
  %16 = load i64, ptr %15, align 8
  %17 = and i64 %16, -4294967296
  br label %23

18:                                               ; preds = %9, %2
  %19 = tail call i32 @getpid() #31
  %20 = sext i32 %19 to i64
  %21 = shl nsw i64 %20, 32
  %22 = tail call i32 @gettid() #31
  br label %23

23:                                               ; preds = %18, %14
  %24 = phi i64 [ %17, %14 ], [ %21, %18 ]
  %25 = icmp eq i64 %24, 4294967296
  br i1 %25, label %32, label %26

26:                                               ; preds = %23
  %27 = icmp ugt i32 %4, 64
  br i1 %27, label %32, label %28

28:                                               ; preds = %26
  %29 = icmp eq i32 %4, 0
  br i1 %29, label %32, label %30

30:                                               ; preds = %28
  %31 = ptrtoint ptr %3 to i64
  call fastcc void @log_record(ptr noundef nonnull %0, i32 noundef 3, i64 noundef %31, i64 noundef 8, i64 noundef 0, i64 noundef 0) #29
  br label %32

32:                                               ; preds = %23, %26, %28, %30
  %33 = phi i64 [ -22, %26 ], [ -1, %23 ], [ 0, %30 ], [ 0, %28 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #30
  ret i64 %33
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none)
define hidden noundef range(i64 -22, -1) i64 @pp_read_branch_records(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #10 {
  %6 = icmp ult i64 %4, 2
  %7 = select i1 %6, i64 -2, i64 -22
  ret i64 %7
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none)
define hidden noundef range(i64 -22, -1) i64 @pp_get_branch_snapshot(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #10 {
  %5 = icmp eq i64 %3, 0
  %6 = select i1 %5, i64 -2, i64 -22
  ret i64 %6
}

; Function Attrs: nounwind
define hidden i64 @pp_trace_printk(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = alloca [3 x i64], align 16
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #30
  store i64 %3, ptr %7, align 16
  %8 = getelementptr inbounds nuw i8, ptr %7, i64 8
  store i64 %4, ptr %8, align 8
  %9 = getelementptr inbounds nuw i8, ptr %7, i64 16
  store i64 %5, ptr %9, align 16
  %10 = call fastcc i64 @print_to_log(ptr noundef %0, i64 noundef %1, i64 noundef %2, ptr noundef %7, i32 noundef 3) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #30
  ret i64 %10
}

; Function Attrs: nounwind
define internal fastcc i64 @print_to_log(ptr noundef %0, i64 noundef %1, i64 noundef %2, ptr noundef nonnull readonly captures(none) %3, i32 noundef range(i32 0, 13) %4) unnamed_addr #0 {
  %6 = alloca [1024 x i8], align 16
  %7 = alloca %struct.text, align 8
  %8 = alloca %struct.prepared, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #30
  store ptr %6, ptr %7, align 8
  %9 = getelementptr inbounds nuw i8, ptr %7, i64 8
  store i64 1023, ptr %9, align 8
  %10 = getelementptr inbounds nuw i8, ptr %7, i64 16
  store i64 0, ptr %10, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #30
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 4 dereferenceable(620) %8, i8 0, i64 620, i1 false)
  %11 = inttoptr i64 %1 to ptr
  %12 = getelementptr inbounds nuw i8, ptr %11, i64 %2
  %13 = icmp eq i64 %2, 0
  br i1 %13, label %39, label %14

14:                                               ; preds = %5
  %15 = icmp eq ptr %0, null
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %18

18:                                               ; preds = %14, %37
  %19 = phi ptr [ %11, %14 ], [ %23, %37 ]
  %20 = load atomic i8, ptr %19 monotonic, align 1
  %21 = icmp eq i8 %20, 0
  br i1 %21, label %39, label %22

22:                                               ; preds = %18
  %23 = getelementptr inbounds nuw i8, ptr %19, i64 1
  %24 = ptrtoint ptr %23 to i64
  %25 = sub i64 %24, %1
  %26 = and i64 %25, 262143
  %27 = icmp ne i64 %26, 0
  %28 = or i1 %15, %27
  br i1 %28, label %37, label %29

29:                                               ; preds = %22
  %30 = load i32, ptr %16, align 8
  %31 = icmp eq i32 %30, 0
  br i1 %31, label %32, label %50

32:                                               ; preds = %29
  %33 = load i32, ptr %17, align 4
  %34 = and i32 %33, 1048575
  %35 = call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %34) #29
  %36 = icmp eq i64 %35, 0
  br i1 %36, label %50, label %37

37:                                               ; preds = %32, %22
  %38 = icmp ult ptr %23, %12
  br i1 %38, label %18, label %39, !llvm.loop !47

39:                                               ; preds = %18, %37, %5
  %40 = phi ptr [ %11, %5 ], [ %23, %37 ], [ %19, %18 ]
  %41 = icmp eq ptr %40, %12
  br i1 %41, label %50, label %42

42:                                               ; preds = %39
  %43 = call fastcc i64 @print(ptr noundef %0, ptr noundef %7, ptr noundef %11, ptr noundef %40, ptr noundef %3, i32 noundef %4, ptr noundef %8) #29
  %44 = icmp eq i64 %43, 0
  br i1 %44, label %45, label %50

45:                                               ; preds = %42
  %46 = load i64, ptr %10, align 8
  %47 = load i64, ptr %9, align 8
  %48 = call i64 @llvm.umin.i64(i64 %46, i64 %47)
  %49 = ptrtoint ptr %6 to i64
  call fastcc void @log_record(ptr noundef %0, i32 noundef 1, i64 noundef %49, i64 noundef %48, i64 noundef 0, i64 noundef 0) #29
  br label %50

50:                                               ; preds = %29, %32, %39, %42, %45
  %51 = phi i64 [ %46, %45 ], [ -22, %39 ], [ %43, %42 ], [ -22, %32 ], [ -22, %29 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  ret i64 %51
}

; Function Attrs: nounwind
define hidden i64 @pp_trace_vprintk(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca [12 x i64], align 16
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  %7 = and i64 %4, 7
  %8 = icmp ne i64 %7, 0
  %9 = icmp ugt i64 %4, 96
  %10 = or i1 %9, %8
  br i1 %10, label %21, label %11

11:                                               ; preds = %5
  %12 = icmp eq i64 %4, 0
  %13 = icmp ne i64 %3, 0
  %14 = or i1 %13, %12
  br i1 %14, label %15, label %21

15:                                               ; preds = %11
  %16 = inttoptr i64 %3 to ptr
  %17 = call ptr @memcpy(ptr noundef nonnull %6, ptr noundef %16, i64 noundef %4) #31
  %18 = lshr exact i64 %4, 3
  %19 = trunc nuw nsw i64 %18 to i32
  %20 = call fastcc i64 @print_to_log(ptr noundef %0, i64 noundef %1, i64 noundef %2, ptr noundef %6, i32 noundef %19) #29
  br label %21

21:                                               ; preds = %5, %11, %15
  %22 = phi i64 [ %20, %15 ], [ -22, %5 ], [ -22, %11 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  ret i64 %22
}

; Function Attrs: nounwind
define hidden range(i64 -9223372036854775808, 1) i64 @pp_seq_printf(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = alloca [12 x i64], align 16
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #30
  %8 = and i64 %5, 7
  %9 = icmp ne i64 %8, 0
  %10 = icmp ugt i64 %5, 96
  %11 = or i1 %10, %9
  br i1 %11, label %23, label %12

12:                                               ; preds = %6
  %13 = icmp eq i64 %5, 0
  %14 = icmp ne i64 %4, 0
  %15 = or i1 %14, %13
  br i1 %15, label %16, label %23

16:                                               ; preds = %12
  %17 = inttoptr i64 %4 to ptr
  %18 = call ptr @memcpy(ptr noundef nonnull %7, ptr noundef %17, i64 noundef %5) #31
  %19 = lshr exact i64 %5, 3
  %20 = trunc nuw nsw i64 %19 to i32
  %21 = call fastcc i64 @print_to_log(ptr noundef %0, i64 noundef %2, i64 noundef %3, ptr noundef %7, i32 noundef %20) #29
  %22 = call i64 @llvm.smin.i64(i64 %21, i64 0)
  br label %23

23:                                               ; preds = %6, %12, %16
  %24 = phi i64 [ %22, %16 ], [ -22, %6 ], [ -22, %12 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #30
  ret i64 %24
}

; Function Attrs: nounwind
define hidden noundef i64 @pp_seq_write(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = icmp eq i64 %3, 0
  br i1 %5, label %7, label %6

6:                                                ; preds = %4
  tail call fastcc void @log_record(ptr noundef %0, i32 noundef 1, i64 noundef %2, i64 noundef %3, i64 noundef 0, i64 noundef 0) #29
  br label %7

7:                                                ; preds = %6, %4
  ret i64 0
}

; Function Attrs: nounwind
define hidden i64 @pp_snprintf(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i64 noundef %6) local_unnamed_addr #0 {
  %8 = alloca %struct.text, align 8
  %9 = alloca %struct.text, align 8
  %10 = alloca %struct.prepared, align 4
  %11 = alloca [12 x i64], align 16
  %12 = alloca [1024 x i8], align 16
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #30
  %13 = inttoptr i64 %1 to ptr
  store ptr %13, ptr %8, align 8
  %14 = getelementptr inbounds nuw i8, ptr %8, i64 8
  %15 = icmp eq i64 %2, 0
  %16 = tail call i64 @llvm.usub.sat.i64(i64 %2, i64 1)
  store i64 %16, ptr %14, align 8
  %17 = getelementptr inbounds nuw i8, ptr %8, i64 16
  store i64 0, ptr %17, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %9) #30
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(24) %9, i8 0, i64 24, i1 false)
  call void @llvm.lifetime.start.p0(ptr nonnull %10) #30
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 4 dereferenceable(620) %10, i8 0, i64 620, i1 false)
  call void @llvm.lifetime.start.p0(ptr nonnull %11) #30
  %18 = and i64 %6, 7
  %19 = icmp ne i64 %18, 0
  %20 = icmp ugt i64 %6, 96
  %21 = or i1 %20, %19
  br i1 %21, label %31, label %22

22:                                               ; preds = %7
  %23 = icmp eq i64 %6, 0
  %24 = icmp ne i64 %5, 0
  %25 = or i1 %24, %23
  br i1 %25, label %26, label %31

26:                                               ; preds = %22
  %27 = inttoptr i64 %5 to ptr
  %28 = call ptr @memcpy(ptr noundef nonnull %11, ptr noundef %27, i64 noundef %6) #31
  %29 = lshr exact i64 %6, 3
  %30 = trunc nuw nsw i64 %29 to i32
  br label %31

31:                                               ; preds = %7, %22, %26
  %32 = phi i32 [ %30, %26 ], [ 13, %22 ], [ 13, %7 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %12) #30
  %33 = and i64 %4, 1
  %34 = icmp eq i64 %33, 0
  br i1 %34, label %38, label %35

35:                                               ; preds = %31
  %36 = inttoptr i64 %3 to ptr
  %37 = lshr i64 %4, 1
  br label %44

38:                                               ; preds = %31
  %39 = lshr exact i64 %4, 1
  %40 = add nsw i64 %39, -1
  %41 = inttoptr i64 %3 to ptr
  %42 = call ptr @memcpy(ptr noundef nonnull %12, ptr noundef %41, i64 noundef %40) #31
  %43 = getelementptr inbounds nuw i8, ptr %12, i64 %40
  store i8 0, ptr %43, align 1
  br label %44

44:                                               ; preds = %35, %38
  %45 = phi i64 [ %37, %35 ], [ %39, %38 ]
  %46 = phi ptr [ %36, %35 ], [ %12, %38 ]
  %47 = getelementptr inbounds nuw i8, ptr %46, i64 %45
  %48 = getelementptr inbounds i8, ptr %47, i64 -1
  %49 = icmp samesign ugt i32 %32, 12
  br i1 %49, label %64, label %50

50:                                               ; preds = %44
  %51 = call fastcc i64 @print(ptr noundef %0, ptr noundef %9, ptr noundef %46, ptr noundef nonnull %48, ptr noundef %11, i32 noundef %32, ptr noundef %10) #29
  %52 = icmp eq i64 %51, 0
  br i1 %52, label %53, label %64

53:                                               ; preds = %50
  %54 = getelementptr inbounds nuw i8, ptr %10, i64 520
  store i32 1, ptr %54, align 4
  %55 = call fastcc i64 @print(ptr noundef %0, ptr noundef %8, ptr noundef nonnull %46, ptr noundef nonnull %48, ptr noundef %11, i32 noundef %32, ptr noundef %10) #29
  %56 = load i64, ptr %17, align 8
  br i1 %15, label %62, label %57

57:                                               ; preds = %53
  %58 = load ptr, ptr %8, align 8
  %59 = load i64, ptr %14, align 8
  %60 = call i64 @llvm.umin.i64(i64 %56, i64 %59)
  %61 = getelementptr inbounds nuw i8, ptr %58, i64 %60
  store i8 0, ptr %61, align 1
  br label %62

62:                                               ; preds = %57, %53
  %63 = add i64 %56, 1
  br label %64

64:                                               ; preds = %50, %44, %62
  %65 = phi i64 [ %63, %62 ], [ -22, %44 ], [ %51, %50 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %12) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %11) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %10) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %9) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #30
  ret i64 %65
}

; Function Attrs: nounwind
define internal fastcc range(i64 -28, 1) i64 @print(ptr noundef %0, ptr noundef nonnull captures(none) %1, ptr noundef %2, ptr noundef %3, ptr noundef nonnull readonly captures(none) %4, i32 noundef range(i32 0, 13) %5, ptr noundef nonnull initializes((516, 520)) %6) unnamed_addr #0 {
  %8 = alloca [18 x i8], align 16
  %9 = alloca %struct.text, align 8
  %10 = alloca %struct.field, align 4
  %11 = alloca %struct.field, align 4
  %12 = alloca i8, align 1
  call void @llvm.lifetime.start.p0(ptr nonnull %11) #30
  %13 = getelementptr inbounds nuw i8, ptr %6, i64 516
  store i32 0, ptr %13, align 4
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %16 = icmp ult ptr %2, %3
  br i1 %16, label %17, label %380

17:                                               ; preds = %7
  %18 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %19 = icmp eq ptr %0, null
  %20 = getelementptr inbounds nuw i8, ptr %11, i64 8
  %21 = getelementptr inbounds nuw i8, ptr %11, i64 4
  %22 = getelementptr inbounds nuw i8, ptr %11, i64 12
  %23 = getelementptr inbounds nuw i8, ptr %11, i64 16
  %24 = getelementptr inbounds nuw i8, ptr %6, i64 512
  %25 = getelementptr inbounds nuw i8, ptr %6, i64 520
  %26 = getelementptr inbounds nuw i8, ptr %6, i64 524
  %27 = getelementptr inbounds nuw i8, ptr %9, i64 8
  %28 = getelementptr inbounds nuw i8, ptr %9, i64 16
  %29 = getelementptr inbounds nuw i8, ptr %8, i64 1
  %30 = getelementptr inbounds nuw i8, ptr %1, i64 8
  br label %31

31:                                               ; preds = %17, %377
  %32 = phi i64 [ 0, %17 ], [ %51, %377 ]
  %33 = phi ptr [ %2, %17 ], [ %378, %377 ]
  %34 = load atomic i8, ptr %33 monotonic, align 1
  %35 = icmp eq i8 %34, 0
  br i1 %35, label %380, label %36

36:                                               ; preds = %31
  %37 = load i64, ptr %18, align 8
  %38 = sub i64 %37, %32
  %39 = icmp ult i64 %38, 262145
  %40 = or i1 %39, %19
  %41 = select i1 %39, i64 %32, i64 %37
  br i1 %40, label %50, label %42

42:                                               ; preds = %36
  %43 = load i32, ptr %14, align 8
  %44 = icmp eq i32 %43, 0
  br i1 %44, label %45, label %380

45:                                               ; preds = %42
  %46 = load i32, ptr %15, align 4
  %47 = and i32 %46, 1048575
  %48 = call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %47) #29
  %49 = icmp eq i64 %48, 0
  br i1 %49, label %380, label %50

50:                                               ; preds = %36, %45
  %51 = phi i64 [ %37, %45 ], [ %41, %36 ]
  %52 = icmp ugt i8 %34, 126
  br i1 %52, label %380, label %53

53:                                               ; preds = %50
  %54 = icmp samesign ult i8 %34, 32
  br i1 %54, label %55, label %58

55:                                               ; preds = %53
  %56 = add nsw i8 %34, -14
  %57 = icmp ult i8 %56, -5
  br i1 %57, label %380, label %60

58:                                               ; preds = %53
  %59 = icmp eq i8 %34, 37
  br i1 %59, label %72, label %60

60:                                               ; preds = %55, %58
  %61 = load i64, ptr %18, align 8
  %62 = load i64, ptr %30, align 8
  %63 = icmp ult i64 %61, %62
  br i1 %63, label %64, label %68

64:                                               ; preds = %60
  %65 = load ptr, ptr %1, align 8
  %66 = getelementptr inbounds nuw i8, ptr %65, i64 %61
  store i8 %34, ptr %66, align 1
  %67 = load i64, ptr %18, align 8
  br label %68

68:                                               ; preds = %60, %64
  %69 = phi i64 [ %67, %64 ], [ %61, %60 ]
  %70 = add i64 %69, 1
  store i64 %70, ptr %18, align 8
  %71 = getelementptr inbounds nuw i8, ptr %33, i64 1
  br label %377, !llvm.loop !48

72:                                               ; preds = %58
  %73 = getelementptr inbounds nuw i8, ptr %33, i64 1
  %74 = icmp ult ptr %73, %3
  br i1 %74, label %75, label %90

75:                                               ; preds = %72
  %76 = load atomic i8, ptr %73 monotonic, align 1
  %77 = icmp eq i8 %76, 37
  br i1 %77, label %78, label %90

78:                                               ; preds = %75
  %79 = load i64, ptr %18, align 8
  %80 = load i64, ptr %30, align 8
  %81 = icmp ult i64 %79, %80
  br i1 %81, label %82, label %86

82:                                               ; preds = %78
  %83 = load ptr, ptr %1, align 8
  %84 = getelementptr inbounds nuw i8, ptr %83, i64 %79
  store i8 37, ptr %84, align 1
  %85 = load i64, ptr %18, align 8
  br label %86

86:                                               ; preds = %78, %82
  %87 = phi i64 [ %85, %82 ], [ %79, %78 ]
  %88 = add i64 %87, 1
  store i64 %88, ptr %18, align 8
  %89 = getelementptr inbounds nuw i8, ptr %33, i64 2
  br label %377, !llvm.loop !48

90:                                               ; preds = %72, %75
  %91 = load i32, ptr %13, align 4
  %92 = icmp ult i32 %91, %5
  br i1 %92, label %93, label %380

93:                                               ; preds = %90
  %94 = zext nneg i32 %91 to i64
  %95 = getelementptr inbounds nuw i64, ptr %4, i64 %94
  %96 = load i64, ptr %95, align 8
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 4 dereferenceable(20) %11, i8 0, i64 20, i1 false)
  %97 = ptrtoint ptr %73 to i64
  br label %98

98:                                               ; preds = %126, %93
  %99 = phi i32 [ 0, %93 ], [ %127, %126 ]
  %100 = phi i32 [ 0, %93 ], [ %128, %126 ]
  %101 = phi ptr [ %73, %93 ], [ %129, %126 ]
  %102 = ptrtoint ptr %101 to i64
  %103 = sub i64 %102, %97
  %104 = and i64 %103, 262143
  %105 = icmp ne i64 %104, 262143
  %106 = or i1 %19, %105
  br i1 %106, label %115, label %107

107:                                              ; preds = %98
  %108 = load i32, ptr %14, align 8
  %109 = icmp eq i32 %108, 0
  br i1 %109, label %110, label %327

110:                                              ; preds = %107
  %111 = load i32, ptr %15, align 4
  %112 = and i32 %111, 1048575
  %113 = call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %112) #29
  %114 = icmp eq i64 %113, 0
  br i1 %114, label %327, label %115

115:                                              ; preds = %110, %98
  %116 = icmp ult ptr %101, %3
  br i1 %116, label %117, label %165

117:                                              ; preds = %115
  %118 = load atomic i8, ptr %101 monotonic, align 1
  switch i8 %118, label %119 [
    i8 48, label %122
    i8 43, label %123
    i8 45, label %124
    i8 32, label %125
  ]

119:                                              ; preds = %117
  %120 = add i8 %118, -48
  %121 = icmp ult i8 %120, 10
  br i1 %121, label %130, label %165

122:                                              ; preds = %117
  store i32 1, ptr %22, align 4
  br label %126

123:                                              ; preds = %117
  store i32 1, ptr %21, align 4
  br label %126

124:                                              ; preds = %117
  store i32 1, ptr %11, align 4
  br label %126

125:                                              ; preds = %117
  store i32 1, ptr %20, align 4
  br label %126

126:                                              ; preds = %125, %124, %123, %122
  %127 = phi i32 [ 1, %125 ], [ %99, %124 ], [ %99, %123 ], [ %99, %122 ]
  %128 = phi i32 [ %100, %125 ], [ %100, %124 ], [ 1, %123 ], [ %100, %122 ]
  %129 = getelementptr inbounds nuw i8, ptr %101, i64 1
  br label %98, !llvm.loop !49

130:                                              ; preds = %119, %158
  %131 = phi i32 [ %155, %158 ], [ 0, %119 ]
  %132 = phi i8 [ %159, %158 ], [ %118, %119 ]
  %133 = phi ptr [ %156, %158 ], [ %101, %119 ]
  %134 = zext nneg i8 %132 to i32
  %135 = ptrtoint ptr %133 to i64
  %136 = sub i64 %135, %97
  %137 = and i64 %136, 262143
  %138 = icmp ne i64 %137, 262143
  %139 = or i1 %19, %138
  br i1 %139, label %148, label %140

140:                                              ; preds = %130
  %141 = load i32, ptr %14, align 8
  %142 = icmp eq i32 %141, 0
  br i1 %142, label %143, label %327

143:                                              ; preds = %140
  %144 = load i32, ptr %15, align 4
  %145 = and i32 %144, 1048575
  %146 = call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %145) #29
  %147 = icmp eq i64 %146, 0
  br i1 %147, label %327, label %148

148:                                              ; preds = %143, %130
  %149 = icmp ult i32 %131, 8388608
  br i1 %149, label %150, label %154

150:                                              ; preds = %148
  %151 = mul nuw nsw i32 %131, 10
  %152 = add nsw i32 %134, -48
  %153 = add nuw nsw i32 %152, %151
  store i32 %153, ptr %23, align 4
  br label %154

154:                                              ; preds = %150, %148
  %155 = phi i32 [ %131, %148 ], [ %153, %150 ]
  %156 = getelementptr inbounds nuw i8, ptr %133, i64 1
  %157 = icmp ult ptr %156, %3
  br i1 %157, label %158, label %162

158:                                              ; preds = %154
  %159 = load atomic i8, ptr %156 monotonic, align 1
  %160 = add i8 %159, -48
  %161 = icmp ult i8 %160, 10
  br i1 %161, label %130, label %162, !llvm.loop !50

162:                                              ; preds = %158, %154
  %163 = icmp ugt i32 %155, 8388607
  br i1 %163, label %164, label %165

164:                                              ; preds = %162
  store i32 8388607, ptr %23, align 4
  br label %165

165:                                              ; preds = %115, %119, %162, %164
  %166 = phi ptr [ %156, %162 ], [ %156, %164 ], [ %101, %119 ], [ %101, %115 ]
  %167 = phi i32 [ %155, %162 ], [ 8388607, %164 ], [ 0, %119 ], [ 0, %115 ]
  %168 = icmp ult ptr %166, %3
  br i1 %168, label %169, label %327

169:                                              ; preds = %165
  %170 = load atomic i8, ptr %166 monotonic, align 1
  switch i8 %170, label %315 [
    i8 112, label %171
    i8 115, label %282
    i8 99, label %299
  ]

171:                                              ; preds = %169
  %172 = getelementptr inbounds nuw i8, ptr %166, i64 1
  %173 = icmp ult ptr %172, %3
  br i1 %173, label %174, label %194

174:                                              ; preds = %171
  %175 = load atomic i8, ptr %172 monotonic, align 1
  %176 = icmp eq i8 %175, 0
  br i1 %176, label %194, label %177

177:                                              ; preds = %174
  %178 = getelementptr inbounds nuw i8, ptr %166, i64 2
  %179 = icmp ult ptr %178, %3
  br i1 %179, label %180, label %182

180:                                              ; preds = %177
  %181 = load atomic i8, ptr %178 monotonic, align 1
  br label %182

182:                                              ; preds = %180, %177
  %183 = phi i8 [ %181, %180 ], [ 0, %177 ]
  switch i8 %175, label %184 [
    i8 9, label %194
    i8 32, label %194
    i8 13, label %194
    i8 12, label %194
    i8 11, label %194
    i8 10, label %194
  ]

184:                                              ; preds = %182
  %185 = add i8 %175, -33
  %186 = icmp ult i8 %185, 94
  br i1 %186, label %187, label %213

187:                                              ; preds = %184
  %188 = add nsw i8 %175, -48
  %189 = icmp ult i8 %188, 10
  %190 = or i8 %175, 32
  %191 = add nsw i8 %190, -97
  %192 = icmp ult i8 %191, 26
  %193 = or i1 %189, %192
  br i1 %193, label %213, label %194

194:                                              ; preds = %187, %182, %182, %182, %182, %182, %182, %174, %171
  %195 = load i32, ptr %24, align 4
  %196 = add i32 %195, 3
  %197 = and i32 %196, -4
  %198 = load i32, ptr %25, align 4
  %199 = icmp eq i32 %198, 0
  br i1 %199, label %200, label %208

200:                                              ; preds = %194
  %201 = add i32 %197, 8
  %202 = icmp ugt i32 %201, 512
  br i1 %202, label %208, label %203

203:                                              ; preds = %200
  store i32 %201, ptr %24, align 4
  %204 = load i32, ptr %13, align 4
  %205 = zext i32 %204 to i64
  %206 = getelementptr inbounds nuw %struct.anon, ptr %26, i64 %205
  store i32 %197, ptr %206, align 4
  %207 = getelementptr inbounds nuw i8, ptr %206, i64 4
  store i32 8, ptr %207, align 4
  br label %208

208:                                              ; preds = %203, %200, %194
  %209 = phi i64 [ 0, %203 ], [ 0, %194 ], [ -28, %200 ]
  %210 = icmp eq i32 %167, 0
  br i1 %210, label %211, label %212

211:                                              ; preds = %208
  store i32 16, ptr %23, align 4
  store i32 1, ptr %22, align 4
  br label %212

212:                                              ; preds = %211, %208
  call fastcc void @put_number(ptr noundef nonnull %1, ptr noundef nonnull %11, i64 noundef %96, i32 noundef 16, i8 noundef zeroext 97, i8 noundef zeroext 0) #29
  br label %370

213:                                              ; preds = %187, %184
  %214 = icmp eq i8 %175, 107
  %215 = icmp eq i8 %175, 117
  %216 = or i1 %214, %215
  %217 = icmp eq i8 %183, 115
  %218 = select i1 %216, i1 %217, i1 false
  br i1 %218, label %219, label %236

219:                                              ; preds = %213
  %220 = getelementptr inbounds nuw i8, ptr %166, i64 3
  %221 = icmp ult ptr %220, %3
  br i1 %221, label %222, label %234

222:                                              ; preds = %219
  %223 = load atomic i8, ptr %220 monotonic, align 1
  switch i8 %223, label %224 [
    i8 0, label %234
    i8 32, label %234
    i8 13, label %234
    i8 12, label %234
    i8 11, label %234
    i8 10, label %234
    i8 9, label %234
  ]

224:                                              ; preds = %222
  %225 = add i8 %223, -33
  %226 = icmp ult i8 %225, 94
  br i1 %226, label %227, label %380

227:                                              ; preds = %224
  %228 = add nsw i8 %223, -48
  %229 = icmp ult i8 %228, 10
  %230 = or i8 %223, 32
  %231 = add nsw i8 %230, -97
  %232 = icmp ult i8 %231, 26
  %233 = or i1 %229, %232
  br i1 %233, label %380, label %234

234:                                              ; preds = %227, %222, %222, %222, %222, %222, %222, %222, %219
  %235 = call fastcc i64 @put_string(ptr noundef %0, ptr noundef nonnull %1, ptr noundef nonnull %11, ptr noundef nonnull %6, i64 noundef %96) #29
  br label %370

236:                                              ; preds = %213
  switch i8 %175, label %273 [
    i8 115, label %237
    i8 83, label %237
    i8 66, label %237
    i8 120, label %254
    i8 75, label %254
  ]

237:                                              ; preds = %236, %236, %236
  %238 = load i32, ptr %24, align 4
  %239 = add i32 %238, 3
  %240 = and i32 %239, -4
  %241 = load i32, ptr %25, align 4
  %242 = icmp eq i32 %241, 0
  br i1 %242, label %243, label %251

243:                                              ; preds = %237
  %244 = add i32 %240, 8
  %245 = icmp ugt i32 %244, 512
  br i1 %245, label %251, label %246

246:                                              ; preds = %243
  store i32 %244, ptr %24, align 4
  %247 = load i32, ptr %13, align 4
  %248 = zext i32 %247 to i64
  %249 = getelementptr inbounds nuw %struct.anon, ptr %26, i64 %248
  store i32 %240, ptr %249, align 4
  %250 = getelementptr inbounds nuw i8, ptr %249, i64 4
  store i32 8, ptr %250, align 4
  br label %251

251:                                              ; preds = %246, %243, %237
  %252 = phi i64 [ 0, %246 ], [ 0, %237 ], [ -28, %243 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #30
  call void @llvm.lifetime.start.p0(ptr nonnull %9) #30
  store ptr %8, ptr %9, align 8
  store i64 18, ptr %27, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %10) #30
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 4 dereferenceable(20) %10, i8 0, i64 20, i1 false)
  store i8 48, ptr %8, align 16
  store i8 120, ptr %29, align 1
  store i64 2, ptr %28, align 8
  call fastcc void @put_number(ptr noundef %9, ptr noundef %10, i64 noundef %96, i32 noundef 16, i8 noundef zeroext 97, i8 noundef zeroext 0) #29
  %253 = load i64, ptr %28, align 8
  call fastcc void @put_text(ptr noundef nonnull %1, ptr noundef nonnull readonly %11, ptr noundef %8, i64 noundef %253) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %10) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %9) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #30
  br label %370

254:                                              ; preds = %236, %236
  %255 = load i32, ptr %24, align 4
  %256 = add i32 %255, 3
  %257 = and i32 %256, -4
  %258 = load i32, ptr %25, align 4
  %259 = icmp eq i32 %258, 0
  br i1 %259, label %260, label %268

260:                                              ; preds = %254
  %261 = add i32 %257, 8
  %262 = icmp ugt i32 %261, 512
  br i1 %262, label %268, label %263

263:                                              ; preds = %260
  store i32 %261, ptr %24, align 4
  %264 = load i32, ptr %13, align 4
  %265 = zext i32 %264 to i64
  %266 = getelementptr inbounds nuw %struct.anon, ptr %26, i64 %265
  store i32 %257, ptr %266, align 4
  %267 = getelementptr inbounds nuw i8, ptr %266, i64 4
  store i32 8, ptr %267, align 4
  br label %268

268:                                              ; preds = %263, %260, %254
  %269 = phi i64 [ 0, %263 ], [ 0, %254 ], [ -28, %260 ]
  %270 = icmp eq i32 %167, 0
  br i1 %270, label %271, label %272

271:                                              ; preds = %268
  store i32 16, ptr %23, align 4
  store i32 1, ptr %22, align 4
  br label %272

272:                                              ; preds = %271, %268
  call fastcc void @put_number(ptr noundef nonnull %1, ptr noundef nonnull %11, i64 noundef %96, i32 noundef 16, i8 noundef zeroext 97, i8 noundef zeroext 0) #29
  br label %370

273:                                              ; preds = %236
  %274 = and i8 %175, -33
  %275 = icmp eq i8 %274, 73
  %276 = and i8 %183, -3
  %277 = icmp eq i8 %276, 52
  %278 = select i1 %275, i1 %277, i1 false
  br i1 %278, label %279, label %380

279:                                              ; preds = %273
  %280 = call fastcc i64 @put_ip(ptr noundef %0, ptr noundef nonnull %1, ptr noundef nonnull %11, ptr noundef nonnull %6, i8 noundef zeroext %175, i8 noundef zeroext %183, i64 noundef %96) #29
  %281 = getelementptr inbounds nuw i8, ptr %166, i64 3
  br label %370

282:                                              ; preds = %169
  %283 = getelementptr inbounds nuw i8, ptr %166, i64 1
  %284 = icmp ult ptr %283, %3
  br i1 %284, label %285, label %297

285:                                              ; preds = %282
  %286 = load atomic i8, ptr %283 monotonic, align 1
  switch i8 %286, label %287 [
    i8 0, label %297
    i8 32, label %297
    i8 13, label %297
    i8 12, label %297
    i8 11, label %297
    i8 10, label %297
    i8 9, label %297
  ]

287:                                              ; preds = %285
  %288 = add i8 %286, -33
  %289 = icmp ult i8 %288, 94
  br i1 %289, label %290, label %380

290:                                              ; preds = %287
  %291 = add nsw i8 %286, -48
  %292 = icmp ult i8 %291, 10
  %293 = or i8 %286, 32
  %294 = add nsw i8 %293, -97
  %295 = icmp ult i8 %294, 26
  %296 = or i1 %292, %295
  br i1 %296, label %380, label %297

297:                                              ; preds = %282, %285, %285, %285, %285, %285, %285, %285, %290
  %298 = call fastcc i64 @put_string(ptr noundef %0, ptr noundef %1, ptr noundef %11, ptr noundef %6, i64 noundef %96) #29
  br label %370

299:                                              ; preds = %169
  call void @llvm.lifetime.start.p0(ptr nonnull %12) #30
  %300 = trunc i64 %96 to i8
  store i8 %300, ptr %12, align 1
  %301 = load i32, ptr %24, align 4
  %302 = load i32, ptr %25, align 4
  %303 = icmp eq i32 %302, 0
  br i1 %303, label %304, label %312

304:                                              ; preds = %299
  %305 = add i32 %301, 1
  %306 = icmp ugt i32 %305, 512
  br i1 %306, label %312, label %307

307:                                              ; preds = %304
  store i32 %305, ptr %24, align 4
  %308 = load i32, ptr %13, align 4
  %309 = zext i32 %308 to i64
  %310 = getelementptr inbounds nuw %struct.anon, ptr %26, i64 %309
  store i32 %301, ptr %310, align 4
  %311 = getelementptr inbounds nuw i8, ptr %310, i64 4
  store i32 1, ptr %311, align 4
  br label %312

312:                                              ; preds = %299, %304, %307
  %313 = phi i64 [ 0, %307 ], [ 0, %299 ], [ -28, %304 ]
  call fastcc void @put_text(ptr noundef %1, ptr noundef %11, ptr noundef %12, i64 noundef 1) #29
  %314 = getelementptr inbounds nuw i8, ptr %166, i64 1
  call void @llvm.lifetime.end.p0(ptr nonnull %12) #30
  br label %370

315:                                              ; preds = %169
  %316 = load atomic i8, ptr %166 monotonic, align 1
  %317 = icmp eq i8 %316, 108
  br i1 %317, label %318, label %327

318:                                              ; preds = %315, %323
  %319 = phi i1 [ false, %323 ], [ true, %315 ]
  %320 = phi ptr [ %321, %323 ], [ %166, %315 ]
  %321 = getelementptr inbounds nuw i8, ptr %320, i64 1
  %322 = icmp ult ptr %321, %3
  br i1 %322, label %323, label %327

323:                                              ; preds = %318
  %324 = load atomic i8, ptr %321 monotonic, align 1
  %325 = icmp eq i8 %324, 108
  %326 = and i1 %319, %325
  br i1 %326, label %318, label %327, !llvm.loop !51

327:                                              ; preds = %107, %110, %143, %140, %323, %318, %165, %315
  %328 = phi i1 [ false, %315 ], [ false, %143 ], [ true, %323 ], [ false, %165 ], [ true, %318 ], [ false, %140 ], [ false, %110 ], [ false, %107 ]
  %329 = phi i32 [ 4, %315 ], [ 4, %143 ], [ 8, %323 ], [ 4, %165 ], [ 8, %318 ], [ 4, %140 ], [ 4, %110 ], [ 4, %107 ]
  %330 = phi ptr [ %166, %315 ], [ %3, %143 ], [ %321, %323 ], [ %166, %165 ], [ %321, %318 ], [ %3, %140 ], [ %3, %110 ], [ %3, %107 ]
  %331 = phi i8 [ %316, %315 ], [ 0, %143 ], [ %324, %323 ], [ 0, %165 ], [ 0, %318 ], [ 0, %140 ], [ 0, %110 ], [ 0, %107 ]
  %332 = load i32, ptr %24, align 4
  %333 = add i32 %332, 3
  %334 = and i32 %333, -4
  %335 = load i32, ptr %25, align 4
  %336 = icmp eq i32 %335, 0
  br i1 %336, label %337, label %345

337:                                              ; preds = %327
  %338 = add i32 %334, %329
  %339 = icmp ugt i32 %338, 512
  br i1 %339, label %345, label %340

340:                                              ; preds = %337
  store i32 %338, ptr %24, align 4
  %341 = load i32, ptr %13, align 4
  %342 = zext i32 %341 to i64
  %343 = getelementptr inbounds nuw %struct.anon, ptr %26, i64 %342
  store i32 %334, ptr %343, align 4
  %344 = getelementptr inbounds nuw i8, ptr %343, i64 4
  store i32 %329, ptr %344, align 4
  br label %345

345:                                              ; preds = %340, %337, %327
  %346 = phi i64 [ 0, %340 ], [ 0, %327 ], [ -28, %337 ]
  switch i8 %331, label %361 [
    i8 105, label %347
    i8 100, label %347
  ]

347:                                              ; preds = %345, %345
  %348 = shl i64 %96, 32
  %349 = ashr exact i64 %348, 32
  %350 = select i1 %328, i64 %96, i64 %349
  %351 = icmp slt i64 %350, 0
  br i1 %351, label %357, label %352

352:                                              ; preds = %347
  %353 = icmp eq i32 %100, 0
  br i1 %353, label %354, label %357

354:                                              ; preds = %352
  %355 = icmp eq i32 %99, 0
  %356 = select i1 %355, i8 0, i8 32
  br label %357

357:                                              ; preds = %354, %352, %347
  %358 = phi i8 [ 45, %347 ], [ %356, %354 ], [ 43, %352 ]
  %359 = call i64 @llvm.abs.i64(i64 %350, i1 false)
  call fastcc void @put_number(ptr noundef nonnull %1, ptr noundef nonnull readonly %11, i64 noundef %359, i32 noundef 10, i8 noundef zeroext 0, i8 noundef zeroext %358) #29
  %360 = getelementptr inbounds nuw i8, ptr %330, i64 1
  br label %370

361:                                              ; preds = %345
  %362 = and i64 %96, 4294967295
  %363 = select i1 %328, i64 %96, i64 %362
  switch i8 %331, label %380 [
    i8 117, label %364
    i8 120, label %365
    i8 88, label %365
  ]

364:                                              ; preds = %361
  call fastcc void @put_number(ptr noundef nonnull %1, ptr noundef nonnull readonly %11, i64 noundef %363, i32 noundef 10, i8 noundef zeroext 0, i8 noundef zeroext 0) #29
  br label %368

365:                                              ; preds = %361, %361
  %366 = icmp eq i8 %331, 120
  %367 = select i1 %366, i8 97, i8 65
  call fastcc void @put_number(ptr noundef nonnull %1, ptr noundef nonnull readonly %11, i64 noundef %363, i32 noundef 16, i8 noundef zeroext %367, i8 noundef zeroext 0) #29
  br label %368

368:                                              ; preds = %365, %364
  %369 = getelementptr inbounds nuw i8, ptr %330, i64 1
  br label %370

370:                                              ; preds = %368, %357, %279, %272, %251, %234, %212, %297, %312
  %371 = phi i64 [ %269, %272 ], [ %313, %312 ], [ %298, %297 ], [ %209, %212 ], [ %252, %251 ], [ %235, %234 ], [ %346, %357 ], [ %280, %279 ], [ %346, %368 ]
  %372 = phi ptr [ %178, %272 ], [ %314, %312 ], [ %283, %297 ], [ %172, %212 ], [ %178, %251 ], [ %220, %234 ], [ %360, %357 ], [ %281, %279 ], [ %369, %368 ]
  %373 = icmp eq i64 %371, 0
  br i1 %373, label %374, label %380

374:                                              ; preds = %370
  %375 = load i32, ptr %13, align 4
  %376 = add i32 %375, 1
  store i32 %376, ptr %13, align 4
  br label %377

377:                                              ; preds = %374, %86, %68
  %378 = phi ptr [ %372, %374 ], [ %71, %68 ], [ %89, %86 ]
  %379 = icmp ult ptr %378, %3
  br i1 %379, label %31, label %380

380:                                              ; preds = %31, %377, %45, %50, %90, %55, %290, %42, %287, %361, %273, %227, %224, %370, %7
  %381 = phi i64 [ 0, %7 ], [ -22, %45 ], [ 0, %377 ], [ %371, %370 ], [ -22, %361 ], [ -22, %224 ], [ -22, %50 ], [ -22, %42 ], [ -22, %290 ], [ -22, %55 ], [ -22, %287 ], [ -22, %90 ], [ -22, %273 ], [ -22, %227 ], [ 0, %31 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %11) #30
  ret i64 %381
}

; Function Attrs: nounwind
define hidden i64 @pp_strtol(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca i64, align 8
  %7 = alloca i32, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #30
  store i32 0, ptr %7, align 4
  %8 = inttoptr i64 %1 to ptr
  %9 = call fastcc i64 @read_number(ptr noundef %0, ptr noundef %8, i64 noundef %2, i64 noundef %3, ptr noundef %6, ptr noundef %7) #29
  %10 = inttoptr i64 %4 to ptr
  store i64 0, ptr %10, align 1
  %11 = icmp slt i64 %9, 0
  br i1 %11, label %23, label %12

12:                                               ; preds = %5
  %13 = load i32, ptr %7, align 4
  %14 = icmp eq i32 %13, 0
  %15 = load i64, ptr %6, align 8
  br i1 %14, label %18, label %16

16:                                               ; preds = %12
  %17 = icmp ugt i64 %15, -9223372036854775808
  br i1 %17, label %23, label %20

18:                                               ; preds = %12
  %19 = icmp slt i64 %15, 0
  br i1 %19, label %23, label %20

20:                                               ; preds = %18, %16
  %21 = sub i64 0, %15
  %22 = select i1 %14, i64 %15, i64 %21
  store i64 %22, ptr %10, align 1
  br label %23

23:                                               ; preds = %16, %18, %5, %20
  %24 = phi i64 [ %9, %20 ], [ %9, %5 ], [ -34, %18 ], [ -34, %16 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  ret i64 %24
}

; Function Attrs: nounwind
define internal fastcc i64 @read_number(ptr noundef %0, ptr noundef readonly captures(none) %1, i64 noundef %2, i64 noundef %3, ptr noundef nonnull captures(none) initializes((0, 8)) %4, ptr noundef nonnull writeonly captures(none) %5) unnamed_addr #0 {
  %7 = and i64 %3, 31
  store i64 0, ptr %4, align 8
  %8 = icmp eq i64 %2, 0
  br i1 %8, label %124, label %9

9:                                                ; preds = %6
  %10 = icmp eq i64 %7, 0
  %11 = and i64 %3, 29
  %12 = icmp eq i64 %11, 8
  br i1 %12, label %14, label %13

13:                                               ; preds = %9
  switch i64 %7, label %124 [
    i64 16, label %14
    i64 0, label %14
  ]

14:                                               ; preds = %13, %13, %9
  %15 = icmp ult i64 %3, 32
  br i1 %15, label %16, label %124

16:                                               ; preds = %14
  %17 = icmp eq ptr %0, null
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %20

20:                                               ; preds = %16, %37
  %21 = phi i64 [ 0, %16 ], [ %25, %37 ]
  %22 = getelementptr inbounds nuw i8, ptr %1, i64 %21
  %23 = load i8, ptr %22, align 1
  switch i8 %23, label %39 [
    i8 32, label %24
    i8 13, label %24
    i8 12, label %24
    i8 11, label %24
    i8 10, label %24
    i8 9, label %24
  ]

24:                                               ; preds = %20, %20, %20, %20, %20, %20
  %25 = add nuw i64 %21, 1
  %26 = and i64 %25, 262143
  %27 = icmp ne i64 %26, 0
  %28 = or i1 %17, %27
  br i1 %28, label %37, label %29

29:                                               ; preds = %24
  %30 = load i32, ptr %18, align 8
  %31 = icmp eq i32 %30, 0
  br i1 %31, label %32, label %124

32:                                               ; preds = %29
  %33 = load i32, ptr %19, align 4
  %34 = and i32 %33, 1048575
  %35 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %34) #29
  %36 = icmp eq i64 %35, 0
  br i1 %36, label %124, label %37

37:                                               ; preds = %32, %24
  %38 = icmp eq i64 %25, %2
  br i1 %38, label %42, label %20, !llvm.loop !52

39:                                               ; preds = %20
  %40 = icmp eq i8 %23, 45
  %41 = zext i1 %40 to i32
  br label %42

42:                                               ; preds = %37, %39
  %43 = phi i64 [ %21, %39 ], [ %2, %37 ]
  %44 = phi i32 [ %41, %39 ], [ 0, %37 ]
  store i32 %44, ptr %5, align 4
  %45 = zext nneg i32 %44 to i64
  %46 = add i64 %43, %45
  %47 = icmp eq i64 %46, %2
  br i1 %47, label %124, label %48

48:                                               ; preds = %42
  %49 = sub i64 %2, %46
  %50 = icmp ugt i64 %49, 63
  %51 = add i64 %46, 63
  %52 = select i1 %50, i64 %51, i64 %2
  %53 = getelementptr inbounds nuw i8, ptr %1, i64 %46
  %54 = load i8, ptr %53, align 1
  %55 = icmp eq i8 %54, 48
  br i1 %55, label %56, label %80

56:                                               ; preds = %48
  %57 = add i64 %46, 1
  %58 = icmp ult i64 %57, %52
  br i1 %58, label %59, label %80

59:                                               ; preds = %56
  %60 = getelementptr inbounds nuw i8, ptr %1, i64 %57
  %61 = load i8, ptr %60, align 1
  %62 = and i8 %61, -33
  %63 = icmp eq i8 %62, 88
  %64 = and i64 %3, 10
  %65 = icmp eq i64 %64, 0
  %66 = and i1 %65, %63
  br i1 %66, label %67, label %80

67:                                               ; preds = %59
  %68 = add i64 %46, 2
  br i1 %10, label %69, label %83

69:                                               ; preds = %67
  %70 = icmp ult i64 %68, %52
  br i1 %70, label %71, label %81

71:                                               ; preds = %69
  %72 = getelementptr inbounds nuw i8, ptr %1, i64 %68
  %73 = load i8, ptr %72, align 1
  %74 = add i8 %73, -48
  %75 = icmp ult i8 %74, 10
  br i1 %75, label %83, label %76

76:                                               ; preds = %71
  %77 = or i8 %73, 32
  %78 = add i8 %77, -97
  %79 = icmp ult i8 %78, 6
  br i1 %79, label %83, label %81

80:                                               ; preds = %59, %56, %48
  br i1 %10, label %81, label %83

81:                                               ; preds = %76, %69, %80
  %82 = select i1 %55, i64 8, i64 10
  br label %83

83:                                               ; preds = %67, %71, %76, %81, %80
  %84 = phi i64 [ %46, %80 ], [ %46, %81 ], [ %68, %71 ], [ %68, %76 ], [ %68, %67 ]
  %85 = phi i64 [ %7, %80 ], [ %82, %81 ], [ 16, %71 ], [ 16, %76 ], [ 16, %67 ]
  %86 = icmp ult i64 %84, %52
  br i1 %86, label %87, label %120

87:                                               ; preds = %83
  %88 = trunc nuw nsw i64 %85 to i8
  br label %89

89:                                               ; preds = %87, %115
  %90 = phi i64 [ %118, %115 ], [ %84, %87 ]
  %91 = getelementptr inbounds nuw i8, ptr %1, i64 %90
  %92 = load i8, ptr %91, align 1
  %93 = add i8 %92, -48
  %94 = icmp ult i8 %93, 10
  br i1 %94, label %95, label %98

95:                                               ; preds = %89
  %96 = and i8 %92, 15
  %97 = icmp samesign ult i8 %96, %88
  br i1 %97, label %106, label %120

98:                                               ; preds = %89
  %99 = or i8 %92, 32
  %100 = zext i8 %99 to i64
  %101 = add i8 %99, -97
  %102 = icmp ult i8 %101, 6
  %103 = add nsw i64 %100, -87
  %104 = select i1 %102, i64 %103, i64 16
  %105 = icmp ugt i64 %85, %104
  br i1 %105, label %109, label %120

106:                                              ; preds = %95
  %107 = zext nneg i8 %92 to i64
  %108 = add nsw i64 %107, -48
  br label %109

109:                                              ; preds = %98, %106
  %110 = phi i64 [ %108, %106 ], [ %104, %98 ]
  %111 = load i64, ptr %4, align 8
  %112 = xor i64 %110, -1
  %113 = udiv i64 %112, %85
  %114 = icmp ugt i64 %111, %113
  br i1 %114, label %124, label %115

115:                                              ; preds = %109
  %116 = mul i64 %111, %85
  %117 = add i64 %116, %110
  store i64 %117, ptr %4, align 8
  %118 = add nuw i64 %90, 1
  %119 = icmp ult i64 %118, %52
  br i1 %119, label %89, label %120, !llvm.loop !53

120:                                              ; preds = %95, %115, %98, %83
  %121 = phi i64 [ %84, %83 ], [ %90, %98 ], [ %118, %115 ], [ %90, %95 ]
  %122 = icmp eq i64 %121, %84
  %123 = select i1 %122, i64 -22, i64 %121
  br label %124

124:                                              ; preds = %29, %32, %109, %42, %6, %14, %13, %120
  %125 = phi i64 [ %123, %120 ], [ -22, %6 ], [ -22, %42 ], [ -34, %109 ], [ -22, %13 ], [ -22, %14 ], [ -22, %32 ], [ -22, %29 ]
  ret i64 %125
}

; Function Attrs: nounwind
define hidden i64 @pp_strtoul(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca i64, align 8
  %7 = alloca i32, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #30
  store i32 0, ptr %7, align 4
  %8 = inttoptr i64 %1 to ptr
  %9 = call fastcc i64 @read_number(ptr noundef %0, ptr noundef %8, i64 noundef %2, i64 noundef %3, ptr noundef %6, ptr noundef %7) #29
  %10 = inttoptr i64 %4 to ptr
  store i64 0, ptr %10, align 1
  %11 = icmp slt i64 %9, 0
  br i1 %11, label %17, label %12

12:                                               ; preds = %5
  %13 = load i32, ptr %7, align 4
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %15, label %17

15:                                               ; preds = %12
  %16 = load i64, ptr %6, align 8
  store i64 %16, ptr %10, align 1
  br label %17

17:                                               ; preds = %12, %5, %15
  %18 = phi i64 [ %9, %15 ], [ %9, %5 ], [ -22, %12 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  ret i64 %18
}

; Function Attrs: nounwind
define hidden range(i64 -1, 2) i64 @pp_strncmp(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca [1024 x i8], align 16
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  %7 = inttoptr i64 %1 to ptr
  %8 = and i64 %4, 1
  %9 = icmp eq i64 %8, 0
  br i1 %9, label %12, label %10

10:                                               ; preds = %5
  %11 = inttoptr i64 %3 to ptr
  br label %18

12:                                               ; preds = %5
  %13 = lshr exact i64 %4, 1
  %14 = add nsw i64 %13, -1
  %15 = inttoptr i64 %3 to ptr
  %16 = call ptr @memcpy(ptr noundef nonnull %6, ptr noundef %15, i64 noundef %14) #31
  %17 = getelementptr inbounds nuw i8, ptr %6, i64 %14
  store i8 0, ptr %17, align 1
  br label %18

18:                                               ; preds = %10, %12
  %19 = phi ptr [ %11, %10 ], [ %6, %12 ]
  %20 = icmp eq i64 %2, 0
  br i1 %20, label %62, label %21

21:                                               ; preds = %18
  %22 = icmp eq ptr %0, null
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %25 = load atomic i8, ptr %7 monotonic, align 1
  %26 = load i8, ptr %19, align 1
  %27 = icmp eq i8 %25, %26
  br i1 %27, label %28, label %57

28:                                               ; preds = %21, %50
  %29 = phi i8 [ %53, %50 ], [ %25, %21 ]
  %30 = phi i64 [ %51, %50 ], [ 0, %21 ]
  %31 = icmp eq i8 %29, 0
  br i1 %31, label %62, label %32

32:                                               ; preds = %28
  %33 = and i64 %30, 262143
  %34 = icmp ne i64 %33, 262143
  %35 = or i1 %22, %34
  br i1 %35, label %47, label %36

36:                                               ; preds = %32
  %37 = load i32, ptr %23, align 8
  %38 = icmp eq i32 %37, 0
  br i1 %38, label %39, label %62

39:                                               ; preds = %36
  %40 = load i32, ptr %24, align 4
  %41 = and i32 %40, 1048575
  %42 = call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %41) #29
  %43 = icmp ne i64 %42, 0
  %44 = add nuw i64 %30, 1
  %45 = icmp ult i64 %44, %2
  %46 = select i1 %43, i1 %45, i1 false
  br i1 %46, label %50, label %62

47:                                               ; preds = %32
  %48 = add nuw i64 %30, 1
  %49 = icmp ult i64 %48, %2
  br i1 %49, label %50, label %62

50:                                               ; preds = %47, %39
  %51 = phi i64 [ %48, %47 ], [ %44, %39 ]
  %52 = getelementptr inbounds nuw i8, ptr %7, i64 %51
  %53 = load atomic i8, ptr %52 monotonic, align 1
  %54 = getelementptr inbounds nuw i8, ptr %19, i64 %51
  %55 = load i8, ptr %54, align 1
  %56 = icmp eq i8 %53, %55
  br i1 %56, label %28, label %57, !llvm.loop !54

57:                                               ; preds = %50, %21
  %58 = phi i8 [ %25, %21 ], [ %53, %50 ]
  %59 = phi i8 [ %26, %21 ], [ %55, %50 ]
  %60 = icmp ult i8 %58, %59
  %61 = select i1 %60, i64 -1, i64 1
  br label %62

62:                                               ; preds = %47, %28, %39, %36, %18, %57
  %63 = phi i64 [ %61, %57 ], [ 0, %18 ], [ 0, %36 ], [ 0, %39 ], [ 0, %28 ], [ 0, %47 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  ret i64 %63
}

; Function Attrs: nounwind
define hidden i64 @pp_check_text(ptr noundef %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %7 = load i64, ptr %6, align 8
  %8 = inttoptr i64 %7 to ptr
  %9 = icmp ult i64 %5, %7
  br i1 %9, label %10, label %69

10:                                               ; preds = %3
  %11 = inttoptr i64 %5 to ptr
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %14

14:                                               ; preds = %59, %10
  %15 = phi ptr [ %11, %10 ], [ %60, %59 ]
  %16 = load i64, ptr %15, align 8
  %17 = inttoptr i64 %16 to ptr
  %18 = getelementptr inbounds nuw i8, ptr %17, i64 32
  %19 = load i64, ptr %18, align 8
  %20 = getelementptr inbounds nuw i8, ptr %17, i64 8
  %21 = load i32, ptr %20, align 8
  %22 = zext i32 %21 to i64
  %23 = add i64 %19, %22
  %24 = load i32, ptr %17, align 8
  %25 = icmp eq i32 %24, 2
  br i1 %25, label %26, label %59

26:                                               ; preds = %14
  %27 = getelementptr inbounds nuw i8, ptr %17, i64 108
  %28 = load i32, ptr %27, align 4
  %29 = and i32 %28, 4
  %30 = icmp eq i32 %29, 0
  br i1 %30, label %59, label %31

31:                                               ; preds = %26
  %32 = getelementptr inbounds nuw i8, ptr %17, i64 12
  %33 = load i32, ptr %32, align 4
  %34 = icmp eq i32 %33, 1
  br i1 %34, label %35, label %59

35:                                               ; preds = %31
  %36 = icmp ult i64 %1, %19
  %37 = icmp uge i64 %1, %23
  %38 = or i1 %36, %37
  br i1 %38, label %59, label %39

39:                                               ; preds = %35, %57
  %40 = phi i64 [ %45, %57 ], [ %1, %35 ]
  %41 = inttoptr i64 %40 to ptr
  %42 = load i8, ptr %41, align 1
  %43 = icmp eq i8 %42, 0
  br i1 %43, label %62, label %44

44:                                               ; preds = %39
  %45 = add nuw i64 %40, 1
  %46 = sub i64 %45, %1
  %47 = and i64 %46, 262143
  %48 = icmp eq i64 %47, 0
  br i1 %48, label %49, label %57

49:                                               ; preds = %44
  %50 = load i32, ptr %12, align 8
  %51 = icmp eq i32 %50, 0
  br i1 %51, label %52, label %69

52:                                               ; preds = %49
  %53 = load i32, ptr %13, align 4
  %54 = and i32 %53, 1048575
  %55 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %54) #29
  %56 = icmp eq i64 %55, 0
  br i1 %56, label %69, label %57

57:                                               ; preds = %52, %44
  %58 = icmp ult i64 %45, %23
  br i1 %58, label %39, label %59, !llvm.loop !55

59:                                               ; preds = %57, %35, %31, %26, %14
  %60 = getelementptr inbounds nuw i8, ptr %15, i64 24
  %61 = icmp ult ptr %60, %8
  br i1 %61, label %14, label %69, !llvm.loop !56

62:                                               ; preds = %39
  %63 = sub i64 %40, %1
  %64 = add i64 %63, 1
  %65 = icmp eq i64 %64, 0
  br i1 %65, label %69, label %66

66:                                               ; preds = %62
  %67 = shl i64 %64, 1
  %68 = or disjoint i64 %67, 1
  br label %116

69:                                               ; preds = %59, %52, %49, %3, %62
  %70 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %71 = load i32, ptr %70, align 8
  %72 = icmp eq i32 %71, 0
  br i1 %72, label %73, label %76

73:                                               ; preds = %69
  %74 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %75 = getelementptr inbounds nuw i8, ptr %0, i64 88
  br label %79

76:                                               ; preds = %69
  %77 = and i32 %2, 1048575
  %78 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %77, ptr %78, align 4
  br label %116

79:                                               ; preds = %73, %105
  %80 = phi i64 [ 0, %73 ], [ %106, %105 ]
  %81 = add i64 %80, %1
  %82 = load i64, ptr %74, align 8
  %83 = load i64, ptr %75, align 8
  %84 = icmp ult i64 %81, %82
  %85 = icmp uge i64 %81, %83
  %86 = or i1 %84, %85
  br i1 %86, label %87, label %98

87:                                               ; preds = %79
  %88 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %81, i64 noundef 1, i32 noundef 0) #29
  %89 = icmp eq i32 %88, 0
  br i1 %89, label %90, label %98

90:                                               ; preds = %87
  %91 = and i32 %2, 1048575
  %92 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %91, ptr %92, align 4
  %93 = load i32, ptr %70, align 8
  %94 = icmp eq i32 %93, 0
  br i1 %94, label %95, label %116

95:                                               ; preds = %90
  store i32 1, ptr %70, align 8
  %96 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %81, ptr %96, align 8
  %97 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 1, ptr %97, align 8
  br label %116

98:                                               ; preds = %79, %87
  %99 = inttoptr i64 %81 to ptr
  %100 = load atomic i8, ptr %99 monotonic, align 1
  %101 = icmp eq i8 %100, 0
  br i1 %101, label %102, label %105

102:                                              ; preds = %98
  %103 = shl nuw nsw i64 %80, 1
  %104 = add nuw nsw i64 %103, 2
  br label %116

105:                                              ; preds = %98
  %106 = add nuw nsw i64 %80, 1
  %107 = icmp eq i64 %106, 1024
  br i1 %107, label %108, label %79, !llvm.loop !57

108:                                              ; preds = %105
  %109 = and i32 %2, 1048575
  %110 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %109, ptr %110, align 4
  %111 = load i32, ptr %70, align 8
  %112 = icmp eq i32 %111, 0
  br i1 %112, label %113, label %116

113:                                              ; preds = %108
  store i32 6, ptr %70, align 8
  %114 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %114, align 8
  %115 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 0, ptr %115, align 8
  br label %116

116:                                              ; preds = %113, %108, %95, %90, %102, %76, %66
  %117 = phi i64 [ %68, %66 ], [ 0, %76 ], [ %104, %102 ], [ 0, %95 ], [ 0, %90 ], [ 0, %108 ], [ 0, %113 ]
  ret i64 %117
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(write, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -22, 1) i64 @pp_dynptr_from_mem(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #16 {
  %6 = and i64 %2, 4278190080
  %7 = or i64 %6, %3
  %8 = icmp eq i64 %7, 0
  br i1 %8, label %15, label %9

9:                                                ; preds = %5
  %10 = icmp eq i64 %6, 0
  %11 = inttoptr i64 %4 to ptr
  store i64 0, ptr %11, align 1
  %12 = getelementptr inbounds nuw i8, ptr %11, i64 8
  store i32 0, ptr %12, align 1
  %13 = getelementptr inbounds nuw i8, ptr %11, i64 12
  store i32 0, ptr %13, align 1
  %14 = select i1 %10, i64 -22, i64 -7
  br label %21

15:                                               ; preds = %5
  %16 = trunc i64 %2 to i32
  %17 = or i32 %16, 268435456
  %18 = inttoptr i64 %4 to ptr
  store i64 %1, ptr %18, align 1
  %19 = getelementptr inbounds nuw i8, ptr %18, i64 8
  store i32 %17, ptr %19, align 1
  %20 = getelementptr inbounds nuw i8, ptr %18, i64 12
  store i32 0, ptr %20, align 1
  br label %21

21:                                               ; preds = %15, %9
  %22 = phi i64 [ %14, %9 ], [ 0, %15 ]
  ret i64 %22
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_ringbuf_reserve_dynptr(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef %5) local_unnamed_addr #0 {
  %7 = and i64 %2, 4294967295
  %8 = inttoptr i64 %4 to ptr
  store i64 0, ptr %8, align 1
  %9 = getelementptr inbounds nuw i8, ptr %8, i64 8
  store i32 0, ptr %9, align 1
  %10 = getelementptr inbounds nuw i8, ptr %8, i64 12
  store i32 0, ptr %10, align 1
  %11 = icmp eq i64 %3, 0
  br i1 %11, label %12, label %33

12:                                               ; preds = %6
  %13 = icmp samesign ugt i64 %7, 16777215
  br i1 %13, label %33, label %14

14:                                               ; preds = %12
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %16 = load i32, ptr %15, align 4
  %17 = icmp ugt i32 %16, 1023
  br i1 %17, label %18, label %27

18:                                               ; preds = %14
  %19 = and i32 %5, 1048575
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %19, ptr %20, align 4
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %22 = load i32, ptr %21, align 8
  %23 = icmp eq i32 %22, 0
  br i1 %23, label %24, label %33

24:                                               ; preds = %18
  store i32 6, ptr %21, align 8
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %25, align 8
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 0, ptr %26, align 8
  br label %33

27:                                               ; preds = %14
  %28 = tail call fastcc i64 @reserve(ptr noundef nonnull %0, i64 noundef %1, i64 noundef %7, i64 noundef 0) #29
  %29 = icmp eq i64 %28, 0
  br i1 %29, label %33, label %30

30:                                               ; preds = %27
  %31 = trunc i64 %2 to i32
  %32 = or i32 %31, 536870912
  store i64 %28, ptr %8, align 1
  store i32 %32, ptr %9, align 1
  store i32 0, ptr %10, align 1
  br label %33

33:                                               ; preds = %24, %18, %27, %12, %6, %30
  %34 = phi i64 [ -7, %12 ], [ -22, %6 ], [ 0, %30 ], [ -22, %27 ], [ -22, %18 ], [ -22, %24 ]
  ret i64 %34
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_dynptr_read(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = icmp eq i64 %5, 0
  br i1 %7, label %8, label %64

8:                                                ; preds = %6
  %9 = and i64 %4, 4294967295
  %10 = and i64 %2, 4294967295
  %11 = inttoptr i64 %3 to ptr
  %12 = load i64, ptr %11, align 1
  %13 = getelementptr inbounds nuw i8, ptr %11, i64 12
  %14 = load i32, ptr %13, align 1
  %15 = icmp eq i64 %12, 0
  br i1 %15, label %64, label %16

16:                                               ; preds = %8
  %17 = getelementptr inbounds nuw i8, ptr %11, i64 8
  %18 = load i32, ptr %17, align 1
  %19 = and i32 %18, 16777215
  %20 = zext nneg i32 %19 to i64
  %21 = icmp samesign ugt i64 %10, %20
  %22 = sub nuw nsw i64 %20, %10
  %23 = icmp samesign ugt i64 %9, %22
  %24 = select i1 %21, i1 true, i1 %23
  br i1 %24, label %64, label %25

25:                                               ; preds = %16
  %26 = zext i32 %14 to i64
  %27 = add i64 %12, %9
  %28 = add i64 %27, %26
  %29 = icmp eq i64 %10, 0
  br i1 %29, label %60, label %30

30:                                               ; preds = %25
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %32 = load i64, ptr %31, align 8
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %34 = load i64, ptr %33, align 8
  %35 = icmp ult i64 %28, %32
  %36 = icmp ugt i64 %28, %34
  %37 = or i1 %35, %36
  %38 = sub nuw i64 %34, %28
  %39 = icmp ugt i64 %10, %38
  %40 = select i1 %37, i1 true, i1 %39
  br i1 %40, label %41, label %58

41:                                               ; preds = %30
  %42 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %28, i64 noundef range(i64 1, 4294967296) %10, i32 noundef range(i32 0, 2) 0) #29
  %43 = icmp eq i32 %42, 0
  br i1 %43, label %44, label %58

44:                                               ; preds = %41
  %45 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %46 = load i64, ptr %45, align 8
  %47 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %48 = load i64, ptr %47, align 8
  %49 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %50 = load i64, ptr %49, align 8
  %51 = add i64 %50, %48
  %52 = icmp ult i64 %28, %46
  %53 = icmp ugt i64 %28, %51
  %54 = or i1 %52, %53
  %55 = sub nuw i64 %51, %28
  %56 = icmp ugt i64 %10, %55
  %57 = select i1 %54, i1 true, i1 %56
  br i1 %57, label %64, label %58

58:                                               ; preds = %44, %41, %30
  %59 = icmp samesign ult i64 %10, 262145
  br i1 %59, label %60, label %63

60:                                               ; preds = %25, %58
  %61 = inttoptr i64 %1 to ptr
  %62 = inttoptr i64 %28 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %61, ptr align 1 %62, i64 %10, i1 false)
  br label %64

63:                                               ; preds = %58
  tail call fastcc void @copy_many(ptr noundef nonnull %0, i64 noundef %1, i64 noundef %28, i64 noundef %10) #29
  br label %64

64:                                               ; preds = %44, %16, %8, %6, %63, %60
  %65 = phi i64 [ 0, %63 ], [ 0, %60 ], [ -14, %44 ], [ -7, %16 ], [ -22, %8 ], [ -22, %6 ]
  ret i64 %65
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_dynptr_write(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = icmp eq i64 %5, 0
  br i1 %7, label %8, label %71

8:                                                ; preds = %6
  %9 = and i64 %2, 4294967295
  %10 = and i64 %4, 4294967295
  %11 = inttoptr i64 %1 to ptr
  %12 = load i64, ptr %11, align 1
  %13 = getelementptr inbounds nuw i8, ptr %11, i64 8
  %14 = load i32, ptr %13, align 1
  %15 = getelementptr inbounds nuw i8, ptr %11, i64 12
  %16 = load i32, ptr %15, align 1
  %17 = icmp ne i64 %12, 0
  %18 = icmp sgt i32 %14, -1
  %19 = select i1 %17, i1 %18, i1 false
  br i1 %19, label %20, label %71

20:                                               ; preds = %8
  %21 = and i32 %14, 16777215
  %22 = zext nneg i32 %21 to i64
  %23 = icmp samesign ugt i64 %10, %22
  %24 = sub nuw nsw i64 %22, %10
  %25 = icmp samesign ugt i64 %9, %24
  %26 = select i1 %23, i1 true, i1 %25
  br i1 %26, label %71, label %27

27:                                               ; preds = %20
  %28 = zext i32 %16 to i64
  %29 = add i64 %12, %9
  %30 = add i64 %29, %28
  %31 = icmp eq i64 %10, 0
  br i1 %31, label %67, label %32

32:                                               ; preds = %27
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %34 = load i64, ptr %33, align 8
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %36 = load i64, ptr %35, align 8
  %37 = icmp ult i64 %30, %34
  %38 = icmp ugt i64 %30, %36
  %39 = or i1 %37, %38
  %40 = sub nuw i64 %36, %30
  %41 = icmp ugt i64 %10, %40
  %42 = select i1 %39, i1 true, i1 %41
  br i1 %42, label %43, label %65

43:                                               ; preds = %32
  %44 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %30, i64 noundef range(i64 1, 4294967296) %10, i32 noundef range(i32 0, 2) 1) #29
  %45 = icmp eq i32 %44, 0
  br i1 %45, label %46, label %65

46:                                               ; preds = %43
  %47 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %48 = load i64, ptr %47, align 8
  %49 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %50 = load i64, ptr %49, align 8
  %51 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %52 = load i64, ptr %51, align 8
  %53 = add i64 %52, %50
  %54 = icmp ult i64 %30, %48
  %55 = icmp ugt i64 %30, %53
  %56 = or i1 %54, %55
  %57 = sub nuw i64 %53, %30
  %58 = icmp ugt i64 %10, %57
  %59 = select i1 %56, i1 true, i1 %58
  br i1 %59, label %71, label %60

60:                                               ; preds = %46
  %61 = getelementptr inbounds nuw i8, ptr %0, i64 144
  %62 = load i64, ptr %61, align 8
  %63 = and i64 %62, 2
  %64 = icmp eq i64 %63, 0
  br i1 %64, label %71, label %65

65:                                               ; preds = %60, %43, %32
  %66 = icmp samesign ult i64 %10, 262145
  br i1 %66, label %67, label %70

67:                                               ; preds = %27, %65
  %68 = inttoptr i64 %30 to ptr
  %69 = inttoptr i64 %3 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %68, ptr align 1 %69, i64 %10, i1 false)
  br label %71

70:                                               ; preds = %65
  tail call fastcc void @copy_many(ptr noundef nonnull %0, i64 noundef %30, i64 noundef %3, i64 noundef %10) #29
  br label %71

71:                                               ; preds = %60, %46, %20, %8, %6, %70, %67
  %72 = phi i64 [ 0, %70 ], [ 0, %67 ], [ -22, %6 ], [ -14, %60 ], [ -14, %46 ], [ -7, %20 ], [ -22, %8 ]
  ret i64 %72
}

; Function Attrs: nounwind
define hidden i64 @pp_dynptr_data(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = and i64 %2, 4294967295
  %6 = and i64 %3, 4294967295
  %7 = inttoptr i64 %1 to ptr
  %8 = load i64, ptr %7, align 1
  %9 = getelementptr inbounds nuw i8, ptr %7, i64 8
  %10 = load i32, ptr %9, align 1
  %11 = getelementptr inbounds nuw i8, ptr %7, i64 12
  %12 = load i32, ptr %11, align 1
  %13 = icmp ne i64 %8, 0
  %14 = icmp sgt i32 %10, -1
  %15 = select i1 %13, i1 %14, i1 false
  br i1 %15, label %16, label %42

16:                                               ; preds = %4
  %17 = and i32 %10, 16777215
  %18 = zext nneg i32 %17 to i64
  %19 = icmp samesign ugt i64 %6, %18
  %20 = sub nuw nsw i64 %18, %6
  %21 = icmp samesign ugt i64 %5, %20
  %22 = select i1 %19, i1 true, i1 %21
  br i1 %22, label %42, label %23

23:                                               ; preds = %16
  %24 = zext i32 %12 to i64
  %25 = add i64 %8, %5
  %26 = add i64 %25, %24
  %27 = icmp eq i64 %6, 0
  br i1 %27, label %43, label %28

28:                                               ; preds = %23
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %30 = load i64, ptr %29, align 8
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %32 = load i64, ptr %31, align 8
  %33 = icmp ult i64 %26, %30
  %34 = icmp ugt i64 %26, %32
  %35 = or i1 %33, %34
  %36 = sub nuw i64 %32, %26
  %37 = icmp ugt i64 %6, %36
  %38 = select i1 %35, i1 true, i1 %37
  br i1 %38, label %39, label %43

39:                                               ; preds = %28
  %40 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %26, i64 noundef range(i64 1, 4294967296) %6, i32 noundef range(i32 0, 2) 1) #29
  %41 = icmp eq i32 %40, 0
  br i1 %41, label %42, label %43

42:                                               ; preds = %4, %16, %39
  br label %43

43:                                               ; preds = %23, %28, %39, %42
  %44 = phi i64 [ 0, %42 ], [ %26, %39 ], [ %26, %28 ], [ %26, %23 ]
  ret i64 %44
}

; Function Attrs: nounwind
define hidden i64 @pp_check_dynptr(ptr noundef %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %5 = load i64, ptr %4, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %7 = load i64, ptr %6, align 8
  %8 = icmp ult i64 %1, %5
  %9 = icmp ugt i64 %1, %7
  %10 = or i1 %8, %9
  %11 = sub nuw i64 %7, %1
  %12 = icmp ult i64 %11, 16
  %13 = select i1 %10, i1 true, i1 %12
  br i1 %13, label %14, label %26

14:                                               ; preds = %3
  %15 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %1, i64 noundef 16, i32 noundef 1) #29
  %16 = icmp eq i32 %15, 0
  br i1 %16, label %17, label %26

17:                                               ; preds = %14
  %18 = and i32 %2, 1048575
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %18, ptr %19, align 4
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %21 = load i32, ptr %20, align 8
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %23, label %80

23:                                               ; preds = %17
  store i32 2, ptr %20, align 8
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %24, align 8
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 16, ptr %25, align 8
  br label %80

26:                                               ; preds = %3, %14
  %27 = inttoptr i64 %1 to ptr
  %28 = load i64, ptr %27, align 1
  %29 = icmp eq i64 %28, 0
  br i1 %29, label %76, label %30

30:                                               ; preds = %26
  %31 = tail call fastcc ptr @map_around(ptr noundef nonnull %0, i64 noundef %28) #29
  %32 = icmp eq ptr %31, null
  br i1 %32, label %64, label %33

33:                                               ; preds = %30
  %34 = load i32, ptr %31, align 8
  %35 = icmp eq i32 %34, 27
  br i1 %35, label %36, label %64

36:                                               ; preds = %33
  %37 = getelementptr inbounds nuw i8, ptr %31, i64 32
  %38 = load i64, ptr %37, align 8
  %39 = sub i64 %28, %38
  %40 = icmp ugt i64 %39, 7
  %41 = and i64 %39, 7
  %42 = icmp eq i64 %41, 0
  %43 = and i1 %40, %42
  br i1 %43, label %44, label %64

44:                                               ; preds = %36
  %45 = add i64 %28, 4294967288
  %46 = sub i64 %45, %38
  %47 = getelementptr inbounds nuw i8, ptr %31, i64 112
  %48 = load i64, ptr %47, align 8
  %49 = inttoptr i64 %48 to ptr
  %50 = getelementptr inbounds nuw i8, ptr %31, i64 12
  %51 = load i32, ptr %50, align 4
  %52 = add i32 %51, -1
  %53 = zext i32 %52 to i64
  %54 = and i64 %46, %53
  %55 = lshr i64 %54, 3
  %56 = getelementptr inbounds nuw %struct.record, ptr %49, i64 %55
  %57 = getelementptr inbounds nuw i8, ptr %56, i64 4
  %58 = load atomic i32, ptr %57 acquire, align 4
  %59 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %60 = load i32, ptr %59, align 8
  %61 = shl i32 %60, 2
  %62 = or disjoint i32 %61, 1
  %63 = icmp eq i32 %58, %62
  br i1 %63, label %73, label %64

64:                                               ; preds = %44, %36, %33, %30
  %65 = and i32 %2, 1048575
  %66 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %65, ptr %66, align 4
  %67 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %68 = load i32, ptr %67, align 8
  %69 = icmp eq i32 %68, 0
  br i1 %69, label %70, label %80

70:                                               ; preds = %64
  store i32 6, ptr %67, align 8
  %71 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %28, ptr %71, align 8
  %72 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 0, ptr %72, align 8
  br label %80

73:                                               ; preds = %44
  %74 = ptrtoint ptr %56 to i64
  %75 = icmp eq i64 %48, 0
  br i1 %75, label %80, label %76

76:                                               ; preds = %26, %73
  %77 = phi i64 [ %74, %73 ], [ 1, %26 ]
  store i64 0, ptr %27, align 1
  %78 = getelementptr inbounds nuw i8, ptr %27, i64 8
  store i32 0, ptr %78, align 1
  %79 = getelementptr inbounds nuw i8, ptr %27, i64 12
  store i32 0, ptr %79, align 1
  br label %80

80:                                               ; preds = %70, %64, %23, %17, %73, %76
  %81 = phi i64 [ 0, %73 ], [ %77, %76 ], [ 0, %17 ], [ 0, %23 ], [ 0, %64 ], [ 0, %70 ]
  ret i64 %81
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_ringbuf_submit_dynptr(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #6 {
  %4 = icmp eq i64 %1, 1
  br i1 %4, label %30, label %5

5:                                                ; preds = %3
  %6 = inttoptr i64 %1 to ptr
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %8 = load i64, ptr %7, align 8
  %9 = inttoptr i64 %8 to ptr
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %11 = load i32, ptr %10, align 4
  %12 = zext i32 %11 to i64
  br label %13

13:                                               ; preds = %16, %5
  %14 = phi i64 [ %17, %16 ], [ %12, %5 ]
  %15 = icmp eq i64 %14, 0
  br i1 %15, label %26, label %16

16:                                               ; preds = %13
  %17 = add nsw i64 %14, -1
  %18 = getelementptr inbounds nuw %struct.held, ptr %9, i64 %17
  %19 = getelementptr inbounds nuw i8, ptr %18, i64 8
  %20 = load i64, ptr %19, align 8
  %21 = icmp eq i64 %20, %1
  br i1 %21, label %22, label %13, !llvm.loop !37

22:                                               ; preds = %16
  %23 = add i32 %11, -1
  store i32 %23, ptr %10, align 4
  %24 = zext i32 %23 to i64
  %25 = getelementptr inbounds nuw %struct.held, ptr %9, i64 %24
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %18, ptr noundef nonnull align 8 dereferenceable(16) %25, i64 16, i1 false)
  br label %26

26:                                               ; preds = %13, %22
  %27 = getelementptr inbounds nuw i8, ptr %0, i64 464
  store i64 0, ptr %27, align 8
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 456
  store i64 0, ptr %28, align 8
  %29 = getelementptr inbounds nuw i8, ptr %6, i64 4
  store atomic i32 2, ptr %29 release, align 4
  br label %30

30:                                               ; preds = %3, %26
  ret i64 0
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_ringbuf_discard_dynptr(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #6 {
  %4 = icmp eq i64 %1, 1
  br i1 %4, label %30, label %5

5:                                                ; preds = %3
  %6 = inttoptr i64 %1 to ptr
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %8 = load i64, ptr %7, align 8
  %9 = inttoptr i64 %8 to ptr
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %11 = load i32, ptr %10, align 4
  %12 = zext i32 %11 to i64
  br label %13

13:                                               ; preds = %16, %5
  %14 = phi i64 [ %17, %16 ], [ %12, %5 ]
  %15 = icmp eq i64 %14, 0
  br i1 %15, label %26, label %16

16:                                               ; preds = %13
  %17 = add nsw i64 %14, -1
  %18 = getelementptr inbounds nuw %struct.held, ptr %9, i64 %17
  %19 = getelementptr inbounds nuw i8, ptr %18, i64 8
  %20 = load i64, ptr %19, align 8
  %21 = icmp eq i64 %20, %1
  br i1 %21, label %22, label %13, !llvm.loop !37

22:                                               ; preds = %16
  %23 = add i32 %11, -1
  store i32 %23, ptr %10, align 4
  %24 = zext i32 %23 to i64
  %25 = getelementptr inbounds nuw %struct.held, ptr %9, i64 %24
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %18, ptr noundef nonnull align 8 dereferenceable(16) %25, i64 16, i1 false)
  br label %26

26:                                               ; preds = %13, %22
  %27 = getelementptr inbounds nuw i8, ptr %0, i64 464
  store i64 0, ptr %27, align 8
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 456
  store i64 0, ptr %28, align 8
  %29 = getelementptr inbounds nuw i8, ptr %6, i64 4
  store atomic i32 3, ptr %29 release, align 4
  br label %30

30:                                               ; preds = %3, %26
  ret i64 0
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_check_lock(ptr noundef %0, i64 noundef %1, i32 noundef %2, i32 noundef %3) local_unnamed_addr #0 {
  %5 = icmp eq i32 %2, 0
  br i1 %5, label %12, label %6

6:                                                ; preds = %4
  %7 = icmp eq i64 %1, 0
  br i1 %7, label %41, label %8

8:                                                ; preds = %6
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 264
  %10 = load i64, ptr %9, align 8
  %11 = icmp eq i64 %10, %1
  br i1 %11, label %50, label %41

12:                                               ; preds = %4
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 264
  %14 = load i64, ptr %13, align 8
  %15 = icmp eq i64 %14, 0
  br i1 %15, label %16, label %41

16:                                               ; preds = %12
  %17 = tail call fastcc ptr @map_around(ptr noundef nonnull %0, i64 noundef %1) #29
  %18 = icmp eq ptr %17, null
  br i1 %18, label %41, label %19

19:                                               ; preds = %16
  %20 = getelementptr inbounds nuw i8, ptr %17, i64 232
  %21 = load i32, ptr %20, align 4
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %41, label %23

23:                                               ; preds = %19
  %24 = getelementptr inbounds nuw i8, ptr %17, i64 32
  %25 = load i64, ptr %24, align 8
  %26 = icmp ult i64 %1, %25
  br i1 %26, label %41, label %27

27:                                               ; preds = %23
  %28 = getelementptr inbounds nuw i8, ptr %17, i64 40
  %29 = load i64, ptr %28, align 8
  %30 = icmp ult i64 %1, %29
  br i1 %30, label %31, label %41

31:                                               ; preds = %27
  %32 = sub i64 %1, %25
  %33 = getelementptr inbounds nuw i8, ptr %17, i64 16
  %34 = load i32, ptr %33, align 8
  %35 = zext i32 %34 to i64
  %36 = urem i64 %32, %35
  %37 = add i32 %21, -1
  %38 = zext i32 %37 to i64
  %39 = icmp ne i64 %36, %38
  %40 = freeze i1 %39
  br i1 %40, label %41, label %50

41:                                               ; preds = %19, %23, %27, %31, %16, %12, %8, %6
  %42 = and i32 %3, 1048575
  %43 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %42, ptr %43, align 4
  %44 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %45 = load i32, ptr %44, align 8
  %46 = icmp eq i32 %45, 0
  br i1 %46, label %47, label %50

47:                                               ; preds = %41
  store i32 6, ptr %44, align 8
  %48 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %48, align 8
  %49 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 4, ptr %49, align 8
  br label %50

50:                                               ; preds = %47, %41, %31, %8
  %51 = phi i64 [ 1, %31 ], [ 1, %8 ], [ 0, %41 ], [ 0, %47 ]
  ret i64 %51
}

; Function Attrs: nounwind
define hidden range(i64 0, 16777217) i64 @pp_spin_lock(ptr noundef %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = inttoptr i64 %1 to ptr
  %5 = atomicrmw xchg ptr %4, i32 1 acquire, align 4
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %56, label %7

7:                                                ; preds = %3
  %8 = icmp eq ptr %0, null
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %15

11:                                               ; preds = %42, %15
  %12 = phi i32 [ %16, %15 ], [ %21, %42 ]
  %13 = atomicrmw xchg ptr %4, i32 1 acquire, align 4
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %45, label %15, !llvm.loop !58

15:                                               ; preds = %11, %7
  %16 = phi i32 [ 0, %7 ], [ %12, %11 ]
  %17 = load atomic i32, ptr %4 monotonic, align 4
  %18 = icmp eq i32 %17, 0
  br i1 %18, label %11, label %19

19:                                               ; preds = %15, %42
  %20 = phi i32 [ %21, %42 ], [ %16, %15 ]
  %21 = add i32 %20, 1
  %22 = icmp ugt i32 %21, 268435455
  br i1 %22, label %49, label %23

23:                                               ; preds = %19
  %24 = and i32 %21, 262143
  %25 = icmp ne i32 %24, 0
  %26 = or i1 %8, %25
  br i1 %26, label %37, label %27

27:                                               ; preds = %23
  %28 = load i32, ptr %9, align 8
  %29 = icmp eq i32 %28, 0
  br i1 %29, label %32, label %30

30:                                               ; preds = %27
  %31 = and i32 %2, 1048575
  store i32 %31, ptr %10, align 4
  br label %59

32:                                               ; preds = %27
  %33 = load i32, ptr %10, align 4
  %34 = and i32 %33, 1048575
  %35 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %34) #29
  %36 = icmp eq i64 %35, 0
  br i1 %36, label %49, label %37

37:                                               ; preds = %32, %23
  %38 = and i32 %21, 1023
  %39 = icmp eq i32 %38, 0
  br i1 %39, label %40, label %42

40:                                               ; preds = %37
  %41 = tail call i32 @sched_yield() #31
  br label %42

42:                                               ; preds = %40, %37
  %43 = load atomic i32, ptr %4 monotonic, align 4
  %44 = icmp eq i32 %43, 0
  br i1 %44, label %11, label %19, !llvm.loop !59

45:                                               ; preds = %11
  %46 = lshr i32 %12, 8
  %47 = add nuw nsw i32 %46, 1
  %48 = zext nneg i32 %47 to i64
  br label %56

49:                                               ; preds = %32, %19
  %50 = load i32, ptr %9, align 8
  %51 = and i32 %2, 1048575
  store i32 %51, ptr %10, align 4
  %52 = icmp eq i32 %50, 0
  br i1 %52, label %53, label %59

53:                                               ; preds = %49
  store i32 6, ptr %9, align 8
  %54 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %54, align 8
  %55 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 4, ptr %55, align 8
  br label %59

56:                                               ; preds = %45, %3
  %57 = phi i64 [ %48, %45 ], [ 1, %3 ]
  %58 = getelementptr inbounds nuw i8, ptr %0, i64 264
  store i64 %1, ptr %58, align 8
  br label %59

59:                                               ; preds = %30, %53, %49, %56
  %60 = phi i64 [ %57, %56 ], [ 0, %49 ], [ 0, %53 ], [ 0, %30 ]
  ret i64 %60
}

; Function Attrs: mustprogress nofree norecurse nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden noundef i64 @pp_spin_unlock(ptr noundef writeonly captures(none) initializes((264, 272)) %0, i64 noundef %1) local_unnamed_addr #7 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 264
  store i64 0, ptr %3, align 8
  %4 = inttoptr i64 %1 to ptr
  store atomic i32 0, ptr %4 release, align 4
  ret i64 0
}

; Function Attrs: nounwind
define hidden i64 @pp_check_timer(ptr noundef %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) local_unnamed_addr #0 {
  %5 = tail call fastcc ptr @map_around(ptr noundef %0, i64 noundef %1) #29
  %6 = icmp eq ptr %5, null
  br i1 %6, label %34, label %7

7:                                                ; preds = %4
  %8 = getelementptr inbounds nuw i8, ptr %5, i64 236
  %9 = load i32, ptr %8, align 4
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %34, label %11

11:                                               ; preds = %7
  %12 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %13 = load i64, ptr %12, align 8
  %14 = icmp ult i64 %1, %13
  br i1 %14, label %34, label %15

15:                                               ; preds = %11
  %16 = getelementptr inbounds nuw i8, ptr %5, i64 40
  %17 = load i64, ptr %16, align 8
  %18 = icmp ult i64 %1, %17
  br i1 %18, label %19, label %34

19:                                               ; preds = %15
  %20 = sub i64 %1, %13
  %21 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %22 = load i32, ptr %21, align 8
  %23 = zext i32 %22 to i64
  %24 = urem i64 %20, %23
  %25 = add i32 %9, -1
  %26 = zext i32 %25 to i64
  %27 = icmp ne i64 %24, %26
  %28 = freeze i1 %27
  br i1 %28, label %34, label %29

29:                                               ; preds = %19
  %30 = icmp eq i64 %2, 0
  %31 = ptrtoint ptr %5 to i64
  %32 = icmp eq i64 %2, %31
  %33 = or i1 %30, %32
  br i1 %33, label %43, label %34

34:                                               ; preds = %7, %11, %15, %19, %4, %29
  %35 = and i32 %3, 1048575
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %35, ptr %36, align 4
  %37 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %38 = load i32, ptr %37, align 8
  %39 = icmp eq i32 %38, 0
  br i1 %39, label %40, label %43

40:                                               ; preds = %34
  store i32 6, ptr %37, align 8
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %1, ptr %41, align 8
  %42 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 16, ptr %42, align 8
  br label %43

43:                                               ; preds = %40, %34, %29
  %44 = phi i64 [ %31, %29 ], [ 0, %34 ], [ 0, %40 ]
  ret i64 %44
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_timer_init(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = inttoptr i64 %1 to ptr
  %7 = getelementptr inbounds nuw i8, ptr %6, i64 240
  %8 = load i64, ptr %7, align 8
  %9 = inttoptr i64 %8 to ptr
  %10 = getelementptr inbounds nuw i8, ptr %6, i64 32
  %11 = load i64, ptr %10, align 8
  %12 = sub i64 %2, %11
  %13 = getelementptr inbounds nuw i8, ptr %6, i64 16
  %14 = load i32, ptr %13, align 8
  %15 = zext i32 %14 to i64
  %16 = udiv i64 %12, %15
  %17 = getelementptr inbounds nuw %struct.timer, ptr %9, i64 %16
  switch i64 %4, label %47 [
    i64 7, label %18
    i64 1, label %18
    i64 0, label %18
  ]

18:                                               ; preds = %5, %5, %5
  %19 = getelementptr inbounds nuw i8, ptr %6, i64 88
  %20 = atomicrmw xchg ptr %19, i32 1 acquire, align 8
  %21 = icmp eq i32 %20, 0
  br i1 %21, label %40, label %26

22:                                               ; preds = %37, %26
  %23 = phi i32 [ %27, %26 ], [ %32, %37 ]
  %24 = atomicrmw xchg ptr %19, i32 1 acquire, align 8
  %25 = icmp eq i32 %24, 0
  br i1 %25, label %40, label %26, !llvm.loop !21

26:                                               ; preds = %18, %22
  %27 = phi i32 [ %23, %22 ], [ 0, %18 ]
  %28 = load atomic i32, ptr %19 monotonic, align 8
  %29 = icmp eq i32 %28, 0
  br i1 %29, label %22, label %30

30:                                               ; preds = %26, %37
  %31 = phi i32 [ %32, %37 ], [ %27, %26 ]
  %32 = add i32 %31, 1
  %33 = and i32 %32, 255
  %34 = icmp eq i32 %33, 0
  br i1 %34, label %35, label %37

35:                                               ; preds = %30
  %36 = tail call i32 @sched_yield() #31
  br label %37

37:                                               ; preds = %35, %30
  %38 = load atomic i32, ptr %19 monotonic, align 8
  %39 = icmp eq i32 %38, 0
  br i1 %39, label %22, label %30, !llvm.loop !22

40:                                               ; preds = %22, %18
  %41 = getelementptr inbounds nuw i8, ptr %17, i64 28
  %42 = load i32, ptr %41, align 4
  %43 = icmp eq i32 %42, 0
  br i1 %43, label %44, label %45

44:                                               ; preds = %40
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(28) %17, i8 0, i64 28, i1 false)
  store i32 1, ptr %41, align 4
  br label %45

45:                                               ; preds = %40, %44
  %46 = phi i64 [ 0, %44 ], [ -16, %40 ]
  store atomic i32 0, ptr %19 release, align 8
  br label %47

47:                                               ; preds = %5, %45
  %48 = phi i64 [ %46, %45 ], [ -22, %5 ]
  ret i64 %48
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_timer_set_callback(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = inttoptr i64 %1 to ptr
  %6 = getelementptr inbounds nuw i8, ptr %5, i64 240
  %7 = load i64, ptr %6, align 8
  %8 = inttoptr i64 %7 to ptr
  %9 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %10 = load i64, ptr %9, align 8
  %11 = sub i64 %2, %10
  %12 = getelementptr inbounds nuw i8, ptr %5, i64 16
  %13 = load i32, ptr %12, align 8
  %14 = zext i32 %13 to i64
  %15 = udiv i64 %11, %14
  %16 = getelementptr inbounds nuw %struct.timer, ptr %8, i64 %15
  %17 = getelementptr inbounds nuw i8, ptr %5, i64 88
  %18 = atomicrmw xchg ptr %17, i32 1 acquire, align 8
  %19 = icmp eq i32 %18, 0
  br i1 %19, label %38, label %24

20:                                               ; preds = %35, %24
  %21 = phi i32 [ %25, %24 ], [ %30, %35 ]
  %22 = atomicrmw xchg ptr %17, i32 1 acquire, align 8
  %23 = icmp eq i32 %22, 0
  br i1 %23, label %38, label %24, !llvm.loop !21

24:                                               ; preds = %4, %20
  %25 = phi i32 [ %21, %20 ], [ 0, %4 ]
  %26 = load atomic i32, ptr %17 monotonic, align 8
  %27 = icmp eq i32 %26, 0
  br i1 %27, label %20, label %28

28:                                               ; preds = %24, %35
  %29 = phi i32 [ %30, %35 ], [ %25, %24 ]
  %30 = add i32 %29, 1
  %31 = and i32 %30, 255
  %32 = icmp eq i32 %31, 0
  br i1 %32, label %33, label %35

33:                                               ; preds = %28
  %34 = tail call i32 @sched_yield() #31
  br label %35

35:                                               ; preds = %33, %28
  %36 = load atomic i32, ptr %17 monotonic, align 8
  %37 = icmp eq i32 %36, 0
  br i1 %37, label %20, label %28, !llvm.loop !22

38:                                               ; preds = %20, %4
  %39 = getelementptr inbounds nuw i8, ptr %16, i64 28
  %40 = load i32, ptr %39, align 4
  %41 = icmp eq i32 %40, 0
  br i1 %41, label %50, label %42

42:                                               ; preds = %38
  %43 = getelementptr inbounds nuw i8, ptr %0, i64 312
  %44 = load i64, ptr %43, align 8
  %45 = inttoptr i64 %44 to ptr
  %46 = getelementptr inbounds nuw i8, ptr %45, i64 32
  %47 = load i64, ptr %46, align 8
  %48 = getelementptr inbounds nuw i8, ptr %16, i64 16
  store i64 %47, ptr %48, align 8
  %49 = getelementptr inbounds nuw i8, ptr %16, i64 8
  store i64 %3, ptr %49, align 8
  br label %50

50:                                               ; preds = %42, %38
  %51 = phi i64 [ 0, %42 ], [ -22, %38 ]
  store atomic i32 0, ptr %17 release, align 8
  ret i64 %51
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_timer_start(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca %struct.timespec, align 8
  %7 = inttoptr i64 %1 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %7, i64 240
  %9 = load i64, ptr %8, align 8
  %10 = inttoptr i64 %9 to ptr
  %11 = getelementptr inbounds nuw i8, ptr %7, i64 32
  %12 = load i64, ptr %11, align 8
  %13 = sub i64 %2, %12
  %14 = getelementptr inbounds nuw i8, ptr %7, i64 16
  %15 = load i32, ptr %14, align 8
  %16 = zext i32 %15 to i64
  %17 = udiv i64 %13, %16
  %18 = getelementptr inbounds nuw %struct.timer, ptr %10, i64 %17
  %19 = and i64 %4, 1
  %20 = icmp eq i64 %19, 0
  br i1 %20, label %21, label %43

21:                                               ; preds = %5
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %23 = load i64, ptr %22, align 8
  %24 = icmp eq i64 %23, 0
  br i1 %24, label %33, label %25

25:                                               ; preds = %21
  %26 = inttoptr i64 %23 to ptr
  %27 = load i64, ptr %26, align 8
  %28 = and i64 %27, 1
  %29 = icmp eq i64 %28, 0
  br i1 %29, label %33, label %30

30:                                               ; preds = %25
  %31 = getelementptr inbounds nuw i8, ptr %26, i64 8
  %32 = load i64, ptr %31, align 8
  br label %40

33:                                               ; preds = %25, %21
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  %34 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %6) #31
  %35 = load i64, ptr %6, align 8
  %36 = mul i64 %35, 1000000000
  %37 = getelementptr inbounds nuw i8, ptr %6, i64 8
  %38 = load i64, ptr %37, align 8
  %39 = add i64 %36, %38
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  br label %40

40:                                               ; preds = %30, %33
  %41 = phi i64 [ %32, %30 ], [ %39, %33 ]
  %42 = add i64 %41, %3
  br label %43

43:                                               ; preds = %5, %40
  %44 = phi i64 [ %42, %40 ], [ %3, %5 ]
  %45 = getelementptr inbounds nuw i8, ptr %7, i64 88
  %46 = atomicrmw xchg ptr %45, i32 1 acquire, align 8
  %47 = icmp eq i32 %46, 0
  br i1 %47, label %66, label %52

48:                                               ; preds = %63, %52
  %49 = phi i32 [ %53, %52 ], [ %58, %63 ]
  %50 = atomicrmw xchg ptr %45, i32 1 acquire, align 8
  %51 = icmp eq i32 %50, 0
  br i1 %51, label %66, label %52, !llvm.loop !21

52:                                               ; preds = %43, %48
  %53 = phi i32 [ %49, %48 ], [ 0, %43 ]
  %54 = load atomic i32, ptr %45 monotonic, align 8
  %55 = icmp eq i32 %54, 0
  br i1 %55, label %48, label %56

56:                                               ; preds = %52, %63
  %57 = phi i32 [ %58, %63 ], [ %53, %52 ]
  %58 = add i32 %57, 1
  %59 = and i32 %58, 255
  %60 = icmp eq i32 %59, 0
  br i1 %60, label %61, label %63

61:                                               ; preds = %56
  %62 = call i32 @sched_yield() #31
  br label %63

63:                                               ; preds = %61, %56
  %64 = load atomic i32, ptr %45 monotonic, align 8
  %65 = icmp eq i32 %64, 0
  br i1 %65, label %48, label %56, !llvm.loop !22

66:                                               ; preds = %48, %43
  %67 = icmp ult i64 %4, 4
  br i1 %67, label %68, label %78

68:                                               ; preds = %66
  %69 = getelementptr inbounds nuw i8, ptr %18, i64 28
  %70 = load i32, ptr %69, align 4
  %71 = icmp eq i32 %70, 0
  br i1 %71, label %78, label %72

72:                                               ; preds = %68
  %73 = getelementptr inbounds nuw i8, ptr %18, i64 8
  %74 = load i64, ptr %73, align 8
  %75 = icmp eq i64 %74, 0
  br i1 %75, label %78, label %76

76:                                               ; preds = %72
  store i64 %44, ptr %18, align 8
  %77 = getelementptr inbounds nuw i8, ptr %18, i64 24
  store i32 1, ptr %77, align 8
  br label %78

78:                                               ; preds = %76, %72, %68, %66
  %79 = phi i64 [ -22, %66 ], [ 0, %76 ], [ -22, %72 ], [ -22, %68 ]
  store atomic i32 0, ptr %45 release, align 8
  ret i64 %79
}

; Function Attrs: nounwind
define hidden range(i64 -22, 4294967296) i64 @pp_timer_cancel(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = inttoptr i64 %1 to ptr
  %5 = getelementptr inbounds nuw i8, ptr %4, i64 240
  %6 = load i64, ptr %5, align 8
  %7 = inttoptr i64 %6 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %9 = load i64, ptr %8, align 8
  %10 = sub i64 %2, %9
  %11 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %12 = load i32, ptr %11, align 8
  %13 = zext i32 %12 to i64
  %14 = udiv i64 %10, %13
  %15 = getelementptr inbounds nuw %struct.timer, ptr %7, i64 %14
  %16 = getelementptr inbounds nuw i8, ptr %4, i64 88
  %17 = atomicrmw xchg ptr %16, i32 1 acquire, align 8
  %18 = icmp eq i32 %17, 0
  br i1 %18, label %37, label %23

19:                                               ; preds = %34, %23
  %20 = phi i32 [ %24, %23 ], [ %29, %34 ]
  %21 = atomicrmw xchg ptr %16, i32 1 acquire, align 8
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %37, label %23, !llvm.loop !21

23:                                               ; preds = %3, %19
  %24 = phi i32 [ %20, %19 ], [ 0, %3 ]
  %25 = load atomic i32, ptr %16 monotonic, align 8
  %26 = icmp eq i32 %25, 0
  br i1 %26, label %19, label %27

27:                                               ; preds = %23, %34
  %28 = phi i32 [ %29, %34 ], [ %24, %23 ]
  %29 = add i32 %28, 1
  %30 = and i32 %29, 255
  %31 = icmp eq i32 %30, 0
  br i1 %31, label %32, label %34

32:                                               ; preds = %27
  %33 = tail call i32 @sched_yield() #31
  br label %34

34:                                               ; preds = %32, %27
  %35 = load atomic i32, ptr %16 monotonic, align 8
  %36 = icmp eq i32 %35, 0
  br i1 %36, label %19, label %27, !llvm.loop !22

37:                                               ; preds = %19, %3
  %38 = getelementptr inbounds nuw i8, ptr %15, i64 28
  %39 = load i32, ptr %38, align 4
  %40 = icmp eq i32 %39, 0
  br i1 %40, label %46, label %41

41:                                               ; preds = %37
  %42 = getelementptr inbounds nuw i8, ptr %15, i64 24
  %43 = load i32, ptr %42, align 8
  %44 = zext i32 %43 to i64
  store i32 0, ptr %42, align 8
  %45 = getelementptr inbounds nuw i8, ptr %15, i64 8
  store i64 0, ptr %45, align 8
  br label %46

46:                                               ; preds = %41, %37
  %47 = phi i64 [ %44, %41 ], [ -22, %37 ]
  store atomic i32 0, ptr %16 release, align 8
  ret i64 %47
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_timer_take(ptr noundef captures(none) %0, i32 noundef %1, i64 noundef %2, ptr noundef writeonly captures(none) %3) local_unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 240
  %6 = load i64, ptr %5, align 8
  %7 = inttoptr i64 %6 to ptr
  %8 = zext i32 %1 to i64
  %9 = getelementptr inbounds nuw %struct.timer, ptr %7, i64 %8
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %11 = atomicrmw xchg ptr %10, i32 1 acquire, align 8
  %12 = icmp eq i32 %11, 0
  br i1 %12, label %31, label %17

13:                                               ; preds = %28, %17
  %14 = phi i32 [ %18, %17 ], [ %23, %28 ]
  %15 = atomicrmw xchg ptr %10, i32 1 acquire, align 8
  %16 = icmp eq i32 %15, 0
  br i1 %16, label %31, label %17, !llvm.loop !21

17:                                               ; preds = %4, %13
  %18 = phi i32 [ %14, %13 ], [ 0, %4 ]
  %19 = load atomic i32, ptr %10 monotonic, align 8
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %13, label %21

21:                                               ; preds = %17, %28
  %22 = phi i32 [ %23, %28 ], [ %18, %17 ]
  %23 = add i32 %22, 1
  %24 = and i32 %23, 255
  %25 = icmp eq i32 %24, 0
  br i1 %25, label %26, label %28

26:                                               ; preds = %21
  %27 = tail call i32 @sched_yield() #31
  br label %28

28:                                               ; preds = %26, %21
  %29 = load atomic i32, ptr %10 monotonic, align 8
  %30 = icmp eq i32 %29, 0
  br i1 %30, label %13, label %21, !llvm.loop !22

31:                                               ; preds = %13, %4
  %32 = getelementptr inbounds nuw i8, ptr %9, i64 24
  %33 = load i32, ptr %32, align 8
  %34 = icmp eq i32 %33, 0
  br i1 %34, label %43, label %35

35:                                               ; preds = %31
  %36 = getelementptr inbounds nuw i8, ptr %9, i64 8
  %37 = load i64, ptr %36, align 8
  %38 = icmp eq i64 %37, 0
  br i1 %38, label %43, label %39

39:                                               ; preds = %35
  %40 = load i64, ptr %9, align 8
  %41 = icmp ugt i64 %40, %2
  br i1 %41, label %43, label %42

42:                                               ; preds = %39
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(32) %3, ptr noundef nonnull align 8 dereferenceable(32) %9, i64 32, i1 false)
  store i32 0, ptr %32, align 8
  br label %43

43:                                               ; preds = %31, %35, %42, %39
  %44 = phi i64 [ 0, %39 ], [ 1, %42 ], [ 0, %35 ], [ 0, %31 ]
  store atomic i32 0, ptr %10 release, align 8
  ret i64 %44
}

; Function Attrs: nounwind
define hidden i64 @pp_native(ptr noundef readnone captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i64 noundef %6, i32 noundef %7) local_unnamed_addr #0 {
  %9 = inttoptr i64 %1 to ptr
  %10 = tail call i64 %9(i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i64 noundef %6) #31
  ret i64 %10
}

; Function Attrs: nounwind
define hidden i64 @pp_python(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i64 noundef %6, i32 noundef %7) local_unnamed_addr #0 {
  %9 = tail call i32 @PyGILState_Ensure() #31
  %10 = inttoptr i64 %1 to ptr
  %11 = ptrtoint ptr %0 to i64
  %12 = tail call ptr (ptr, ptr, ...) @PyObject_CallFunction(ptr noundef %10, ptr noundef nonnull @.str, i64 noundef %11, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i64 noundef %6, i32 noundef %7) #31
  %13 = icmp eq ptr %12, null
  br i1 %13, label %16, label %14

14:                                               ; preds = %8
  %15 = tail call i64 @PyLong_AsUnsignedLongLongMask(ptr noundef nonnull %12) #31
  tail call void @Py_DecRef(ptr noundef nonnull %12) #31
  br label %25

16:                                               ; preds = %8
  tail call void @PyErr_WriteUnraisable(ptr noundef %10) #31
  %17 = and i32 %7, 1048575
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %17, ptr %18, align 4
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %20 = load i32, ptr %19, align 8
  %21 = icmp eq i32 %20, 0
  br i1 %21, label %22, label %25

22:                                               ; preds = %16
  store i32 6, ptr %19, align 8
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 0, ptr %23, align 8
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 0, ptr %24, align 8
  br label %25

25:                                               ; preds = %22, %16, %14
  %26 = phi i64 [ %15, %14 ], [ 0, %16 ], [ 0, %22 ]
  tail call void @PyGILState_Release(i32 noundef %9) #31
  ret i64 %26
}

declare i32 @PyGILState_Ensure() local_unnamed_addr #8

declare ptr @PyObject_CallFunction(ptr noundef, ptr noundef, ...) local_unnamed_addr #8

declare i64 @PyLong_AsUnsignedLongLongMask(ptr noundef) local_unnamed_addr #8

declare void @Py_DecRef(ptr noundef) local_unnamed_addr #8

declare void @PyErr_WriteUnraisable(ptr noundef) local_unnamed_addr #8

declare void @PyGILState_Release(i32 noundef) local_unnamed_addr #8

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_attend(ptr noundef writeonly captures(none) %0) local_unnamed_addr #0 {
  %2 = tail call i32 @PyGILState_Ensure() #31
  %3 = tail call i32 @PyErr_CheckSignals() #31
  %4 = icmp ne i32 %3, 0
  br i1 %4, label %5, label %6

5:                                                ; preds = %1
  tail call fastcc void @keep_raised(ptr noundef %0) #29
  br label %6

6:                                                ; preds = %5, %1
  %7 = zext i1 %4 to i64
  tail call void @PyGILState_Release(i32 noundef %2) #31
  ret i64 %7
}

declare i32 @PyErr_CheckSignals() local_unnamed_addr #8

; Function Attrs: nounwind
define internal fastcc void @keep_raised(ptr noundef writeonly captures(none) initializes((416, 424)) %0) unnamed_addr #0 {
  %2 = alloca ptr, align 8
  %3 = alloca ptr, align 8
  %4 = alloca ptr, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #30
  store ptr null, ptr %2, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #30
  store ptr null, ptr %3, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #30
  store ptr null, ptr %4, align 8
  call void @PyErr_Fetch(ptr noundef nonnull %2, ptr noundef nonnull %3, ptr noundef nonnull %4) #31
  call void @PyErr_NormalizeException(ptr noundef nonnull %2, ptr noundef nonnull %3, ptr noundef nonnull %4) #31
  %5 = load ptr, ptr %4, align 8
  %6 = icmp eq ptr %5, null
  br i1 %6, label %10, label %7

7:                                                ; preds = %1
  %8 = load ptr, ptr %3, align 8
  %9 = call i32 @PyException_SetTraceback(ptr noundef %8, ptr noundef nonnull %5) #31
  br label %10

10:                                               ; preds = %7, %1
  %11 = load ptr, ptr %2, align 8
  call void @Py_DecRef(ptr noundef %11) #31
  %12 = load ptr, ptr %4, align 8
  call void @Py_DecRef(ptr noundef %12) #31
  %13 = load ptr, ptr %3, align 8
  %14 = ptrtoint ptr %13 to i64
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 416
  store i64 %14, ptr %15, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #30
  ret void
}

; Function Attrs: nounwind
define hidden i64 @pp_join(ptr noundef %0, i64 noundef %1, i64 noundef %2, ptr noundef %3, i64 noundef %4, ptr noundef writeonly captures(none) initializes((0, 8)) %5, ptr noundef writeonly captures(none) %6) local_unnamed_addr #0 {
  %8 = alloca ptr, align 8
  %9 = alloca i64, align 8
  store i64 0, ptr %5, align 8
  %10 = icmp eq i64 %2, 0
  br i1 %10, label %52, label %11

11:                                               ; preds = %7
  %12 = add i64 %1, 8
  %13 = icmp eq ptr %3, null
  br label %14

14:                                               ; preds = %11, %44
  %15 = phi i64 [ 0, %11 ], [ %47, %44 ]
  %16 = phi i64 [ 0, %11 ], [ %50, %44 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #30
  call void @llvm.lifetime.start.p0(ptr nonnull %9) #30
  %17 = sub nuw i64 %2, %16
  %18 = icmp ugt i64 %17, 8
  br i1 %18, label %19, label %22

19:                                               ; preds = %14
  %20 = add i64 %12, %16
  %21 = call ptr @PyTuple_GetItem(ptr noundef %0, i64 noundef %20) #31
  call void @llvm.prefetch.p0(ptr %21, i32 0, i32 3, i32 1)
  br label %22

22:                                               ; preds = %19, %14
  %23 = add i64 %16, %1
  %24 = call ptr @PyTuple_GetItem(ptr noundef %0, i64 noundef %23) #31
  %25 = call i32 @PyBytes_AsStringAndSize(ptr noundef %24, ptr noundef nonnull %8, ptr noundef nonnull %9) #31
  %26 = icmp eq i32 %25, 0
  br i1 %26, label %28, label %27

27:                                               ; preds = %22
  call void @PyErr_Clear() #31
  br label %43

28:                                               ; preds = %22
  %29 = load i64, ptr %9, align 8
  %30 = sub i64 %4, %15
  %31 = icmp ugt i64 %29, %30
  br i1 %31, label %43, label %32

32:                                               ; preds = %28
  br i1 %13, label %39, label %33

33:                                               ; preds = %32
  %34 = getelementptr inbounds nuw i8, ptr %3, i64 %15
  %35 = load ptr, ptr %8, align 8
  %36 = call ptr @memcpy(ptr noundef nonnull %34, ptr noundef %35, i64 noundef %29) #31
  %37 = load i64, ptr %9, align 8
  %38 = add i64 %37, %15
  br label %44

39:                                               ; preds = %32
  %40 = load ptr, ptr %8, align 8
  %41 = ptrtoint ptr %40 to i64
  %42 = add i64 %29, %41
  br label %44

43:                                               ; preds = %28, %27
  call void @llvm.lifetime.end.p0(ptr nonnull %9) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #30
  br label %52

44:                                               ; preds = %39, %33
  %45 = phi i64 [ %41, %39 ], [ %15, %33 ]
  %46 = phi i64 [ %42, %39 ], [ %38, %33 ]
  %47 = phi i64 [ %15, %39 ], [ %38, %33 ]
  %48 = getelementptr inbounds nuw i64, ptr %5, i64 %16
  store i64 %45, ptr %48, align 8
  %49 = getelementptr inbounds nuw i64, ptr %6, i64 %16
  store i64 %46, ptr %49, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %9) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #30
  %50 = add nuw i64 %16, 1
  %51 = icmp eq i64 %50, %2
  br i1 %51, label %52, label %14, !llvm.loop !60

52:                                               ; preds = %44, %7, %43
  %53 = phi i64 [ %16, %43 ], [ 0, %7 ], [ %2, %44 ]
  ret i64 %53
}

declare ptr @PyTuple_GetItem(ptr noundef, i64 noundef) local_unnamed_addr #8

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite, inaccessiblemem: readwrite)
declare void @llvm.prefetch.p0(ptr readonly captures(none), i32 immarg, i32 immarg, i32 immarg) #18

declare i32 @PyBytes_AsStringAndSize(ptr noundef, ptr noundef, ptr noundef) local_unnamed_addr #8

declare void @PyErr_Clear() local_unnamed_addr #8

; Function Attrs: nounwind
define hidden i64 @pp_update_batch(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, ptr noundef writeonly captures(none) initializes((0, 8)) %5) local_unnamed_addr #0 {
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 144
  %8 = load i32, ptr %7, align 8
  %9 = icmp ugt i32 %8, 1
  br i1 %9, label %10, label %16

10:                                               ; preds = %6
  %11 = zext i32 %8 to i64
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %13 = load i32, ptr %12, align 8
  %14 = zext i32 %13 to i64
  %15 = mul nuw i64 %14, %11
  br label %20

16:                                               ; preds = %6
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %18 = load i32, ptr %17, align 8
  %19 = zext i32 %18 to i64
  br label %20

20:                                               ; preds = %10, %16
  %21 = phi i64 [ %15, %10 ], [ %19, %16 ]
  store i64 0, ptr %5, align 8
  %22 = ptrtoint ptr %0 to i64
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %24 = icmp eq i64 %3, 0
  br i1 %24, label %38, label %25

25:                                               ; preds = %20, %35
  %26 = phi i64 [ %36, %35 ], [ 0, %20 ]
  %27 = load i32, ptr %23, align 4
  %28 = zext i32 %27 to i64
  %29 = mul i64 %26, %28
  %30 = add i64 %29, %1
  %31 = mul i64 %26, %21
  %32 = add i64 %31, %2
  %33 = tail call i64 @pp_map_update(ptr noundef null, i64 noundef %22, i64 noundef %30, i64 noundef %32, i64 noundef %4, i32 noundef 0) #29
  store i64 %33, ptr %5, align 8
  %34 = icmp eq i64 %33, 0
  br i1 %34, label %35, label %38

35:                                               ; preds = %25
  %36 = add nuw i64 %26, 1
  %37 = icmp eq i64 %36, %3
  br i1 %37, label %38, label %25, !llvm.loop !61

38:                                               ; preds = %35, %25, %20
  %39 = phi i64 [ 0, %20 ], [ %26, %25 ], [ %3, %35 ]
  ret i64 %39
}

; Function Attrs: nounwind
define hidden i64 @pp_delete_batch(ptr noundef %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = icmp eq i64 %2, 0
  br i1 %4, label %8, label %5

5:                                                ; preds = %3
  %6 = ptrtoint ptr %0 to i64
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 4
  br label %10

8:                                                ; preds = %10, %3
  %9 = phi i64 [ 0, %3 ], [ %20, %10 ]
  ret i64 %9

10:                                               ; preds = %5, %10
  %11 = phi i64 [ 0, %5 ], [ %21, %10 ]
  %12 = phi i64 [ 0, %5 ], [ %20, %10 ]
  %13 = load i32, ptr %7, align 4
  %14 = zext i32 %13 to i64
  %15 = mul i64 %11, %14
  %16 = add i64 %15, %1
  %17 = tail call i64 @pp_map_delete(ptr noundef null, i64 noundef %6, i64 noundef %16) #29
  %18 = icmp eq i64 %17, 0
  %19 = zext i1 %18 to i64
  %20 = add i64 %12, %19
  %21 = add nuw i64 %11, 1
  %22 = icmp eq i64 %21, %2
  br i1 %22, label %8, label %10, !llvm.loop !62
}

; Function Attrs: nounwind
define hidden i64 @pp_lookup_batch(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, ptr noundef captures(none) %4) local_unnamed_addr #0 {
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 144
  %7 = load i32, ptr %6, align 8
  %8 = icmp ugt i32 %7, 1
  br i1 %8, label %9, label %15

9:                                                ; preds = %5
  %10 = zext i32 %7 to i64
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %12 = load i32, ptr %11, align 8
  %13 = zext i32 %12 to i64
  %14 = mul nuw i64 %13, %10
  br label %19

15:                                               ; preds = %5
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %17 = load i32, ptr %16, align 8
  %18 = zext i32 %17 to i64
  br label %19

19:                                               ; preds = %9, %15
  %20 = phi i64 [ %14, %9 ], [ %18, %15 ]
  %21 = load i32, ptr %0, align 8
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %23 = load i32, ptr %22, align 4
  %24 = load i32, ptr %4, align 4
  switch i32 %21, label %25 [
    i32 6, label %51
    i32 2, label %51
  ]

25:                                               ; preds = %19
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %27 = atomicrmw xchg ptr %26, i32 1 acquire, align 8
  %28 = icmp eq i32 %27, 0
  br i1 %28, label %47, label %33

29:                                               ; preds = %44, %33
  %30 = phi i32 [ %34, %33 ], [ %39, %44 ]
  %31 = atomicrmw xchg ptr %26, i32 1 acquire, align 8
  %32 = icmp eq i32 %31, 0
  br i1 %32, label %47, label %33, !llvm.loop !21

33:                                               ; preds = %25, %29
  %34 = phi i32 [ %30, %29 ], [ 0, %25 ]
  %35 = load atomic i32, ptr %26 monotonic, align 8
  %36 = icmp eq i32 %35, 0
  br i1 %36, label %29, label %37

37:                                               ; preds = %33, %44
  %38 = phi i32 [ %39, %44 ], [ %34, %33 ]
  %39 = add i32 %38, 1
  %40 = and i32 %39, 255
  %41 = icmp eq i32 %40, 0
  br i1 %41, label %42, label %44

42:                                               ; preds = %37
  %43 = tail call i32 @sched_yield() #31
  br label %44

44:                                               ; preds = %42, %37
  %45 = load atomic i32, ptr %26 monotonic, align 8
  %46 = icmp eq i32 %45, 0
  br i1 %46, label %29, label %37, !llvm.loop !22

47:                                               ; preds = %29, %25
  %48 = getelementptr inbounds nuw i8, ptr %0, i64 272
  %49 = load i64, ptr %48, align 8
  %50 = trunc i64 %49 to i32
  br label %51

51:                                               ; preds = %19, %19, %47
  %52 = phi i32 [ %23, %19 ], [ %50, %47 ], [ %23, %19 ]
  %53 = icmp ult i32 %24, %52
  %54 = icmp ne i64 %3, 0
  %55 = and i1 %53, %54
  br i1 %55, label %56, label %130

56:                                               ; preds = %51
  %57 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %58 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %59 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %60 = getelementptr inbounds nuw i8, ptr %0, i64 20
  %61 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %62 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %63 = getelementptr inbounds nuw i8, ptr %0, i64 136
  %64 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %65 = zext i32 %24 to i64
  %66 = zext i32 %52 to i64
  br label %67

67:                                               ; preds = %56, %122
  %68 = phi i64 [ %65, %56 ], [ %124, %122 ]
  %69 = phi i64 [ 0, %56 ], [ %123, %122 ]
  %70 = mul i64 %69, %20
  %71 = add i64 %70, %2
  switch i32 %21, label %77 [
    i32 6, label %72
    i32 2, label %72
  ]

72:                                               ; preds = %67, %67
  %73 = shl i64 %69, 2
  %74 = add i64 %73, %1
  %75 = inttoptr i64 %74 to ptr
  %76 = trunc nuw i64 %68 to i32
  store i32 %76, ptr %75, align 1
  br label %96

77:                                               ; preds = %67
  %78 = load i64, ptr %57, align 8
  %79 = inttoptr i64 %78 to ptr
  %80 = getelementptr inbounds nuw i8, ptr %79, i64 %68
  %81 = load i8, ptr %80, align 1
  %82 = icmp eq i8 %81, 0
  br i1 %82, label %122, label %83

83:                                               ; preds = %77
  %84 = load i32, ptr %58, align 4
  %85 = zext i32 %84 to i64
  %86 = mul i64 %69, %85
  %87 = add i64 %86, %1
  %88 = inttoptr i64 %87 to ptr
  %89 = load i64, ptr %59, align 8
  %90 = inttoptr i64 %89 to ptr
  %91 = load i32, ptr %60, align 4
  %92 = zext i32 %91 to i64
  %93 = mul nuw i64 %68, %92
  %94 = getelementptr inbounds nuw i8, ptr %90, i64 %93
  %95 = tail call ptr @memcpy(ptr noundef %88, ptr noundef %94, i64 noundef %85) #31
  br label %96

96:                                               ; preds = %83, %72
  %97 = load i32, ptr %6, align 8
  %98 = icmp eq i32 %97, 0
  br i1 %98, label %99, label %101

99:                                               ; preds = %101, %96
  %100 = add nuw i64 %69, 1
  br label %122

101:                                              ; preds = %96, %101
  %102 = phi i64 [ %118, %101 ], [ 0, %96 ]
  %103 = load i32, ptr %61, align 8
  %104 = zext i32 %103 to i64
  %105 = mul nuw i64 %102, %104
  %106 = add i64 %71, %105
  %107 = inttoptr i64 %106 to ptr
  %108 = load i64, ptr %62, align 8
  %109 = mul nuw i64 %68, %104
  %110 = add i64 %109, %108
  %111 = load i64, ptr %63, align 8
  %112 = mul i64 %111, %102
  %113 = add i64 %110, %112
  %114 = inttoptr i64 %113 to ptr
  %115 = load i32, ptr %64, align 8
  %116 = zext i32 %115 to i64
  %117 = tail call ptr @memcpy(ptr noundef %107, ptr noundef %114, i64 noundef %116) #31
  %118 = add nuw nsw i64 %102, 1
  %119 = load i32, ptr %6, align 8
  %120 = zext i32 %119 to i64
  %121 = icmp samesign ult i64 %118, %120
  br i1 %121, label %101, label %99, !llvm.loop !63

122:                                              ; preds = %77, %99
  %123 = phi i64 [ %100, %99 ], [ %69, %77 ]
  %124 = add nuw nsw i64 %68, 1
  %125 = icmp samesign ult i64 %124, %66
  %126 = icmp ult i64 %123, %3
  %127 = select i1 %125, i1 %126, i1 false
  br i1 %127, label %67, label %128, !llvm.loop !64

128:                                              ; preds = %122
  %129 = trunc nuw i64 %124 to i32
  br label %130

130:                                              ; preds = %128, %51
  %131 = phi i32 [ %24, %51 ], [ %129, %128 ]
  %132 = phi i64 [ 0, %51 ], [ %123, %128 ]
  switch i32 %21, label %133 [
    i32 6, label %135
    i32 2, label %135
  ]

133:                                              ; preds = %130
  %134 = getelementptr inbounds nuw i8, ptr %0, i64 88
  store atomic i32 0, ptr %134 release, align 8
  br label %135

135:                                              ; preds = %130, %130, %133
  store i32 %131, ptr %4, align 4
  ret i64 %132
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_tail_call(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef %5) local_unnamed_addr #0 {
  %7 = inttoptr i64 %2 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %9 = load i64, ptr %8, align 8
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %11 = load i64, ptr %10, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %13 = load i64, ptr %12, align 8
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %15 = load i64, ptr %14, align 8
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 312
  %17 = load i64, ptr %16, align 8
  %18 = trunc i64 %3 to i32
  %19 = getelementptr inbounds nuw i8, ptr %7, i64 12
  %20 = load i32, ptr %19, align 4
  %21 = icmp ugt i32 %20, %18
  br i1 %21, label %22, label %80

22:                                               ; preds = %6
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 180
  %24 = load i32, ptr %23, align 4
  %25 = icmp ugt i32 %24, 32
  br i1 %25, label %80, label %26

26:                                               ; preds = %22
  %27 = getelementptr inbounds nuw i8, ptr %7, i64 32
  %28 = load i64, ptr %27, align 8
  %29 = inttoptr i64 %28 to ptr
  %30 = and i64 %3, 4294967295
  %31 = getelementptr inbounds nuw i64, ptr %29, i64 %30
  %32 = load atomic i64, ptr %31 acquire, align 8
  %33 = inttoptr i64 %32 to ptr
  %34 = icmp eq i64 %32, 0
  br i1 %34, label %80, label %35

35:                                               ; preds = %26
  %36 = getelementptr inbounds nuw i8, ptr %33, i64 24
  %37 = load i64, ptr %36, align 8
  %38 = getelementptr inbounds nuw i8, ptr %0, i64 184
  %39 = load i64, ptr %38, align 8
  %40 = sub i64 %4, %39
  %41 = icmp ugt i64 %37, %40
  br i1 %41, label %42, label %51

42:                                               ; preds = %35
  %43 = and i32 %5, 1048575
  %44 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 %43, ptr %44, align 4
  %45 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %46 = load i32, ptr %45, align 8
  %47 = icmp eq i32 %46, 0
  br i1 %47, label %48, label %80

48:                                               ; preds = %42
  store i32 6, ptr %45, align 8
  %49 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %4, ptr %49, align 8
  %50 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 %37, ptr %50, align 8
  br label %80

51:                                               ; preds = %35
  %52 = load i32, ptr %23, align 4
  %53 = add i32 %52, 1
  store i32 %53, ptr %23, align 4
  %54 = getelementptr inbounds nuw i8, ptr %33, i64 8
  %55 = load i64, ptr %54, align 8
  store i64 %55, ptr %8, align 8
  %56 = getelementptr inbounds nuw i8, ptr %33, i64 16
  %57 = load i64, ptr %56, align 8
  store i64 %57, ptr %10, align 8
  %58 = getelementptr inbounds nuw i8, ptr %0, i64 464
  store i64 0, ptr %58, align 8
  %59 = getelementptr inbounds nuw i8, ptr %0, i64 456
  store i64 0, ptr %59, align 8
  store i64 %32, ptr %16, align 8
  %60 = load i64, ptr %36, align 8
  %61 = sub i64 %4, %60
  store i64 %61, ptr %12, align 8
  store i64 %4, ptr %14, align 8
  %62 = load i64, ptr %33, align 8
  %63 = inttoptr i64 %62 to ptr
  %64 = tail call i64 %63(ptr noundef nonnull %0, i64 noundef %1, i64 noundef 0) #31
  %65 = getelementptr inbounds nuw i8, ptr %0, i64 200
  store i64 %64, ptr %65, align 8
  %66 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %67 = load i32, ptr %66, align 8
  %68 = icmp eq i32 %67, 0
  br i1 %68, label %74, label %69, !prof !65

69:                                               ; preds = %51
  %70 = getelementptr inbounds nuw i8, ptr %0, i64 192
  %71 = load i64, ptr %70, align 8
  %72 = icmp eq i64 %71, 0
  br i1 %72, label %73, label %74

73:                                               ; preds = %69
  store i64 %32, ptr %70, align 8
  br label %74

74:                                               ; preds = %73, %69, %51
  %75 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %76 = load i32, ptr %75, align 4
  %77 = icmp eq i32 %76, 0
  br i1 %77, label %79, label %78, !prof !65

78:                                               ; preds = %74
  tail call fastcc void @discard_but(ptr noundef nonnull %0, i64 noundef %9, i64 noundef %11) #29
  br label %79

79:                                               ; preds = %78, %74
  store i64 %9, ptr %8, align 8
  store i64 %11, ptr %10, align 8
  store i64 %17, ptr %16, align 8
  store i64 %13, ptr %12, align 8
  store i64 %15, ptr %14, align 8
  br label %80

80:                                               ; preds = %48, %42, %26, %6, %22, %79
  %81 = phi i64 [ 0, %6 ], [ 0, %26 ], [ 1, %79 ], [ 0, %22 ], [ 1, %42 ], [ 1, %48 ]
  ret i64 %81
}

; Function Attrs: nounwind
define hidden i64 @pp_run_once(ptr noundef initializes((8, 16), (192, 200), (304, 306), (360, 368), (384, 392), (408, 416), (496, 504), (512, 520)) %0, ptr noundef captures(none) initializes((16, 40)) %1, ptr noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 136
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 0, ptr %9, align 4
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i32 0, ptr %10, align 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 496
  store i64 0, ptr %11, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 384
  store i64 0, ptr %12, align 8
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 192
  store i64 0, ptr %13, align 8
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 516
  store i32 0, ptr %14, align 4
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 512
  store i32 0, ptr %15, align 8
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 408
  store i64 %5, ptr %16, align 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 368
  %18 = load i64, ptr %17, align 8
  %19 = tail call i64 @llvm.usub.sat.i64(i64 %4, i64 %18)
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 360
  store i64 %19, ptr %20, align 8
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 304
  store i16 14, ptr %21, align 8
  %22 = add i64 %8, 256
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 320
  %24 = load i64, ptr %23, align 8
  %25 = sub i64 %24, %22
  %26 = icmp ugt i64 %3, %25
  br i1 %26, label %27, label %32, !prof !66

27:                                               ; preds = %6
  store i32 2, ptr %10, align 8
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %22, ptr %28, align 8
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 %3, ptr %29, align 8
  %30 = getelementptr inbounds nuw i8, ptr %1, i64 16
  store i64 1, ptr %30, align 8
  %31 = getelementptr inbounds nuw i8, ptr %1, i64 24
  store i64 256, ptr %31, align 8
  br label %177

32:                                               ; preds = %6
  %33 = inttoptr i64 %22 to ptr
  %34 = tail call ptr @memcpy(ptr noundef %33, ptr noundef %2, i64 noundef %3) #31
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %36 = load i64, ptr %35, align 8
  %37 = inttoptr i64 %36 to ptr
  %38 = getelementptr inbounds nuw i8, ptr %0, i64 168
  %39 = load i64, ptr %38, align 8
  %40 = inttoptr i64 %39 to ptr
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %42 = load i64, ptr %41, align 8
  %43 = sub i64 %42, %36
  %44 = tail call ptr @memcpy(ptr noundef %37, ptr noundef %40, i64 noundef %43) #31
  %45 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %46 = load i64, ptr %45, align 8
  %47 = trunc i64 %46 to i32
  %48 = tail call fastcc i64 @split(ptr noundef nonnull %0, i32 noundef %47, i64 noundef %3) #29
  %49 = add i64 %48, %22
  %50 = getelementptr inbounds nuw i8, ptr %0, i64 240
  store i64 %22, ptr %50, align 8
  %51 = getelementptr inbounds nuw i8, ptr %0, i64 48
  store i64 %22, ptr %51, align 8
  %52 = getelementptr inbounds nuw i8, ptr %0, i64 56
  store i64 %49, ptr %52, align 8
  %53 = getelementptr inbounds nuw i8, ptr %0, i64 296
  store i32 0, ptr %53, align 8
  store i64 %4, ptr %0, align 8
  %54 = getelementptr inbounds nuw i8, ptr %0, i64 180
  store i32 0, ptr %54, align 4
  switch i32 %47, label %117 [
    i32 1, label %55
    i32 2, label %63
  ]

55:                                               ; preds = %32
  %56 = load i64, ptr %35, align 8
  %57 = trunc i64 %22 to i32
  %58 = inttoptr i64 %56 to ptr
  store i32 %57, ptr %58, align 1
  %59 = add i64 %56, 4
  %60 = trunc i64 %49 to i32
  %61 = inttoptr i64 %59 to ptr
  store i32 %60, ptr %61, align 1
  %62 = add i64 %56, 8
  br label %113

63:                                               ; preds = %32
  %64 = load i64, ptr %35, align 8
  %65 = icmp ugt i64 %48, 13
  store i16 14, ptr %21, align 8
  %66 = getelementptr inbounds nuw i8, ptr %0, i64 307
  store i8 0, ptr %66, align 1
  %67 = getelementptr inbounds nuw i8, ptr %0, i64 306
  store i8 0, ptr %67, align 2
  %68 = inttoptr i64 %64 to ptr
  %69 = trunc i64 %48 to i32
  store i32 %69, ptr %68, align 1
  %70 = add i64 %64, 4
  br i1 %65, label %71, label %98

71:                                               ; preds = %63
  %72 = load i32, ptr %33, align 1
  %73 = add i64 %8, 260
  %74 = inttoptr i64 %73 to ptr
  %75 = load i16, ptr %74, align 1
  %76 = zext i16 %75 to i32
  %77 = or i32 %72, %76
  %78 = icmp eq i32 %77, 0
  %79 = and i32 %72, 1
  %80 = xor i32 %79, 3
  %81 = select i1 %78, i32 0, i32 %80
  %82 = inttoptr i64 %70 to ptr
  store i32 %81, ptr %82, align 1
  %83 = add i64 %8, 268
  %84 = inttoptr i64 %83 to ptr
  %85 = load i8, ptr %84, align 1
  %86 = icmp ugt i8 %85, 5
  br i1 %86, label %87, label %90

87:                                               ; preds = %71
  %88 = load i16, ptr %84, align 1
  %89 = zext i16 %88 to i32
  br label %100

90:                                               ; preds = %71
  %91 = icmp ugt i64 %48, 15
  br i1 %91, label %92, label %100

92:                                               ; preds = %90
  %93 = add i64 %8, 270
  %94 = inttoptr i64 %93 to ptr
  %95 = load i16, ptr %94, align 1
  %96 = icmp eq i16 %95, -1
  %97 = select i1 %96, i32 256, i32 1024
  br label %100

98:                                               ; preds = %63
  %99 = inttoptr i64 %70 to ptr
  store i32 0, ptr %99, align 1
  br label %100

100:                                              ; preds = %87, %90, %92, %98
  %101 = phi i32 [ 0, %98 ], [ %89, %87 ], [ 1024, %90 ], [ %97, %92 ]
  %102 = add i64 %64, 16
  %103 = inttoptr i64 %102 to ptr
  store i32 %101, ptr %103, align 1
  %104 = add i64 %64, 76
  %105 = trunc i64 %22 to i32
  %106 = inttoptr i64 %104 to ptr
  store i32 %105, ptr %106, align 1
  %107 = add i64 %64, 80
  %108 = trunc i64 %49 to i32
  %109 = inttoptr i64 %107 to ptr
  store i32 %108, ptr %109, align 1
  %110 = add i64 %64, 140
  %111 = inttoptr i64 %110 to ptr
  store i32 %105, ptr %111, align 1
  %112 = add i64 %64, 160
  br label %113

113:                                              ; preds = %100, %55
  %114 = phi i64 [ %62, %55 ], [ %112, %100 ]
  %115 = phi i32 [ %57, %55 ], [ %69, %100 ]
  %116 = inttoptr i64 %114 to ptr
  store i32 %115, ptr %116, align 1
  br label %117

117:                                              ; preds = %113, %32
  %118 = load i64, ptr %1, align 8
  %119 = inttoptr i64 %118 to ptr
  %120 = load i64, ptr %35, align 8
  %121 = tail call i64 %119(ptr noundef nonnull %0, i64 noundef %120, i64 noundef 0) #31
  %122 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %123 = load i32, ptr %122, align 4
  %124 = zext i32 %123 to i64
  %125 = getelementptr inbounds nuw i8, ptr %0, i64 264
  %126 = load i64, ptr %125, align 8
  %127 = or i64 %126, %124
  %128 = icmp eq i64 %127, 0
  br i1 %128, label %130, label %129, !prof !65

129:                                              ; preds = %117
  tail call void @pp_end_run(ptr noundef nonnull %0) #29
  br label %130

130:                                              ; preds = %117, %129
  %131 = load i64, ptr %7, align 8
  %132 = add i64 %131, 256
  %133 = load i32, ptr %10, align 8
  %134 = icmp ne i32 %133, 0
  %135 = zext i1 %134 to i64
  %136 = getelementptr inbounds nuw i8, ptr %0, i64 308
  %137 = load i32, ptr %136, align 4
  %138 = load i32, ptr %53, align 8
  %139 = or i32 %138, %137
  %140 = load i32, ptr %14, align 4
  %141 = or i32 %139, %140
  %142 = getelementptr inbounds nuw i8, ptr %0, i64 307
  %143 = load i8, ptr %142, align 1
  %144 = zext i8 %143 to i32
  %145 = or i32 %141, %144
  %146 = icmp eq i32 %145, 0
  %147 = or disjoint i64 %135, 2
  %148 = select i1 %146, i64 %135, i64 %147
  %149 = load i64, ptr %50, align 8
  %150 = icmp eq i64 %149, %132
  br i1 %150, label %151, label %162

151:                                              ; preds = %130
  %152 = load i64, ptr %52, align 8
  %153 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %154 = load i64, ptr %153, align 8
  %155 = add i64 %154, %152
  %156 = add i64 %132, %3
  %157 = icmp eq i64 %155, %156
  br i1 %157, label %158, label %162

158:                                              ; preds = %151
  %159 = inttoptr i64 %132 to ptr
  %160 = tail call i32 @memcmp(ptr noundef %159, ptr noundef %2, i64 noundef %3) #31
  %161 = icmp eq i32 %160, 0
  br i1 %161, label %164, label %162

162:                                              ; preds = %158, %151, %130
  %163 = or disjoint i64 %148, 4
  br label %164

164:                                              ; preds = %158, %162
  %165 = phi i64 [ %163, %162 ], [ %148, %158 ]
  %166 = getelementptr inbounds nuw i8, ptr %1, i64 16
  store i64 %165, ptr %166, align 8
  %167 = load i64, ptr %50, align 8
  %168 = load i64, ptr %7, align 8
  %169 = sub i64 %167, %168
  %170 = getelementptr inbounds nuw i8, ptr %1, i64 24
  store i64 %169, ptr %170, align 8
  %171 = load i64, ptr %52, align 8
  %172 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %173 = load i64, ptr %172, align 8
  %174 = add i64 %173, %171
  %175 = load i64, ptr %50, align 8
  %176 = sub i64 %174, %175
  br label %177

177:                                              ; preds = %164, %27
  %178 = phi i64 [ %176, %164 ], [ 0, %27 ]
  %179 = phi i64 [ %121, %164 ], [ 0, %27 ]
  %180 = getelementptr inbounds nuw i8, ptr %1, i64 32
  store i64 %178, ptr %180, align 8
  ret i64 %179
}

; Function Attrs: mustprogress nofree noinline norecurse nosync nounwind willreturn memory(argmem: readwrite)
define internal fastcc noundef i64 @split(ptr noundef captures(none) initializes((64, 72)) %0, i32 noundef %1, i64 noundef %2) unnamed_addr #19 {
  %4 = icmp eq i32 %1, 1
  br i1 %4, label %5, label %9

5:                                                ; preds = %3
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %7 = load i64, ptr %6, align 8
  %8 = tail call noundef i64 @llvm.umin.i64(i64 %2, i64 %7)
  br label %9

9:                                                ; preds = %3, %5
  %10 = phi i64 [ %8, %5 ], [ %2, %3 ]
  %11 = sub i64 %2, %10
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 64
  store i64 %11, ptr %12, align 8
  ret i64 %10
}

; Function Attrs: nounwind
define hidden i64 @pp_run_batch(ptr noundef initializes((8, 16), (192, 200), (360, 368)) %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef captures(none) %3, i64 noundef %4, i64 noundef %5, ptr noundef writeonly captures(none) %6) local_unnamed_addr #0 {
  %8 = alloca %struct.timespec, align 8
  %9 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %9) #30
  %10 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %9) #31
  %11 = load i64, ptr %9, align 8
  %12 = getelementptr inbounds nuw i8, ptr %9, i64 8
  %13 = load i64, ptr %12, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %9) #30
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 192
  store i64 0, ptr %14, align 8
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 368
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 360
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 376
  br label %20

20:                                               ; preds = %20, %7
  %21 = phi i64 [ 0, %7 ], [ %29, %20 ]
  %22 = sub i64 %4, %21
  store i32 0, ptr %15, align 4
  store i32 0, ptr %16, align 8
  %23 = load i64, ptr %17, align 8
  %24 = call i64 @llvm.usub.sat.i64(i64 %5, i64 %23)
  store i64 %24, ptr %18, align 8
  %25 = load i64, ptr %19, align 8
  %26 = call i64 @llvm.umin.i64(i64 %22, i64 %25)
  %27 = getelementptr inbounds nuw %struct.packet, ptr %3, i64 %21
  %28 = call fastcc i64 @run_each(ptr noundef nonnull %0, ptr noundef %1, i32 noundef %2, ptr noundef %27, i64 noundef %26, i64 noundef %5) #29
  %29 = add i64 %28, %21
  %30 = sub i64 %4, %29
  %31 = call fastcc i32 @next_chunk(ptr noundef nonnull %0, i64 noundef %28, i64 noundef %26, i64 noundef %30) #29
  %32 = icmp eq i32 %31, 0
  br i1 %32, label %33, label %20, !llvm.loop !67

33:                                               ; preds = %20
  %34 = getelementptr inbounds nuw i8, ptr %0, i64 432
  store atomic i64 0, ptr %34 release, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #30
  %35 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %8) #31
  %36 = load i64, ptr %8, align 8
  %37 = getelementptr inbounds nuw i8, ptr %8, i64 8
  %38 = load i64, ptr %37, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #30
  %39 = sub i64 %36, %11
  %40 = mul i64 %39, 1000000000
  %41 = sub i64 %38, %13
  %42 = add i64 %41, %40
  store i64 %42, ptr %6, align 8
  ret i64 %29
}

; Function Attrs: noinline nounwind
define internal fastcc i64 @run_each(ptr noundef %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef captures(none) %3, i64 noundef %4, i64 noundef %5) unnamed_addr #1 {
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 136
  %8 = load i64, ptr %7, align 8
  %9 = add i64 %8, 256
  %10 = icmp eq i64 %4, 0
  br i1 %10, label %138, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 320
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 240
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 296
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 180
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 307
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 306
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 168
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %24 = inttoptr i64 %9 to ptr
  %25 = add i64 %8, 260
  %26 = inttoptr i64 %25 to ptr
  %27 = add i64 %8, 268
  %28 = inttoptr i64 %27 to ptr
  %29 = add i64 %8, 270
  %30 = inttoptr i64 %29 to ptr
  %31 = trunc i64 %9 to i32
  %32 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 264
  %34 = getelementptr inbounds nuw i8, ptr %0, i64 8
  br label %35

35:                                               ; preds = %11, %135
  %36 = phi i64 [ 0, %11 ], [ %136, %135 ]
  %37 = getelementptr inbounds nuw %struct.packet, ptr %3, i64 %36
  %38 = getelementptr inbounds nuw i8, ptr %37, i64 8
  %39 = load i64, ptr %38, align 8
  %40 = load i64, ptr %7, align 8
  %41 = add i64 %40, 256
  %42 = load i64, ptr %12, align 8
  %43 = sub i64 %42, %41
  %44 = icmp ugt i64 %39, %43
  br i1 %44, label %45, label %52, !prof !66

45:                                               ; preds = %35
  %46 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 0, ptr %46, align 4
  %47 = load i32, ptr %34, align 8
  %48 = icmp eq i32 %47, 0
  br i1 %48, label %49, label %138

49:                                               ; preds = %45
  store i32 2, ptr %34, align 8
  %50 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %41, ptr %50, align 8
  %51 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 %39, ptr %51, align 8
  br label %138

52:                                               ; preds = %35
  %53 = load i64, ptr %37, align 8
  %54 = inttoptr i64 %53 to ptr
  %55 = inttoptr i64 %41 to ptr
  %56 = tail call ptr @memcpy(ptr noundef %55, ptr noundef %54, i64 noundef %39) #31
  %57 = load i64, ptr %38, align 8
  %58 = tail call fastcc i64 @split(ptr noundef nonnull %0, i32 noundef %2, i64 noundef %57) #29
  %59 = add i64 %58, %9
  store i64 %9, ptr %13, align 8
  store i64 %9, ptr %14, align 8
  store i64 %59, ptr %15, align 8
  store i32 0, ptr %16, align 8
  store i64 %5, ptr %0, align 8
  store i32 0, ptr %17, align 4
  switch i32 %2, label %117 [
    i32 1, label %60
    i32 2, label %67
  ]

60:                                               ; preds = %52
  %61 = load i64, ptr %18, align 8
  %62 = inttoptr i64 %61 to ptr
  store i32 %31, ptr %62, align 1
  %63 = add i64 %61, 4
  %64 = trunc i64 %59 to i32
  %65 = inttoptr i64 %63 to ptr
  store i32 %64, ptr %65, align 1
  %66 = add i64 %61, 8
  br label %113

67:                                               ; preds = %52
  %68 = load i64, ptr %18, align 8
  %69 = icmp ugt i64 %58, 13
  store i16 14, ptr %19, align 8
  store i8 0, ptr %20, align 1
  store i8 0, ptr %21, align 2
  %70 = inttoptr i64 %68 to ptr
  %71 = load i64, ptr %22, align 8
  %72 = inttoptr i64 %71 to ptr
  %73 = load i64, ptr %23, align 8
  %74 = sub i64 %73, %68
  %75 = tail call ptr @memcpy(ptr noundef %70, ptr noundef %72, i64 noundef %74) #31
  %76 = trunc i64 %58 to i32
  store i32 %76, ptr %70, align 1
  %77 = add i64 %68, 4
  br i1 %69, label %78, label %99

78:                                               ; preds = %67
  %79 = load i32, ptr %24, align 1
  %80 = load i16, ptr %26, align 1
  %81 = zext i16 %80 to i32
  %82 = or i32 %79, %81
  %83 = icmp eq i32 %82, 0
  %84 = and i32 %79, 1
  %85 = xor i32 %84, 3
  %86 = select i1 %83, i32 0, i32 %85
  %87 = inttoptr i64 %77 to ptr
  store i32 %86, ptr %87, align 1
  %88 = load i8, ptr %28, align 1
  %89 = icmp ugt i8 %88, 5
  br i1 %89, label %90, label %93

90:                                               ; preds = %78
  %91 = load i16, ptr %28, align 1
  %92 = zext i16 %91 to i32
  br label %101

93:                                               ; preds = %78
  %94 = icmp ugt i64 %58, 15
  br i1 %94, label %95, label %101

95:                                               ; preds = %93
  %96 = load i16, ptr %30, align 1
  %97 = icmp eq i16 %96, -1
  %98 = select i1 %97, i32 256, i32 1024
  br label %101

99:                                               ; preds = %67
  %100 = inttoptr i64 %77 to ptr
  store i32 0, ptr %100, align 1
  br label %101

101:                                              ; preds = %90, %93, %95, %99
  %102 = phi i32 [ 0, %99 ], [ %92, %90 ], [ 1024, %93 ], [ %98, %95 ]
  %103 = add i64 %68, 16
  %104 = inttoptr i64 %103 to ptr
  store i32 %102, ptr %104, align 1
  %105 = add i64 %68, 76
  %106 = inttoptr i64 %105 to ptr
  store i32 %31, ptr %106, align 1
  %107 = add i64 %68, 80
  %108 = trunc i64 %59 to i32
  %109 = inttoptr i64 %107 to ptr
  store i32 %108, ptr %109, align 1
  %110 = add i64 %68, 140
  %111 = inttoptr i64 %110 to ptr
  store i32 %31, ptr %111, align 1
  %112 = add i64 %68, 160
  br label %113

113:                                              ; preds = %101, %60
  %114 = phi i64 [ %66, %60 ], [ %112, %101 ]
  %115 = phi i32 [ %31, %60 ], [ %76, %101 ]
  %116 = inttoptr i64 %114 to ptr
  store i32 %115, ptr %116, align 1
  br label %117

117:                                              ; preds = %113, %52
  %118 = load i64, ptr %18, align 8
  %119 = tail call i64 %1(ptr noundef nonnull %0, i64 noundef %118, i64 noundef 0) #31
  %120 = load i32, ptr %32, align 4
  %121 = zext i32 %120 to i64
  %122 = load i64, ptr %33, align 8
  %123 = or i64 %122, %121
  %124 = icmp eq i64 %123, 0
  br i1 %124, label %126, label %125, !prof !65

125:                                              ; preds = %117
  tail call void @pp_end_run(ptr noundef nonnull %0) #29
  br label %126

126:                                              ; preds = %117, %125
  %127 = getelementptr inbounds nuw i8, ptr %37, i64 16
  store i64 %119, ptr %127, align 8
  %128 = load i64, ptr %34, align 8
  %129 = icmp eq i64 %128, 0
  br i1 %129, label %135, label %130, !prof !65

130:                                              ; preds = %126
  %131 = and i64 %128, 4294967295
  %132 = icmp eq i64 %131, 0
  %133 = zext i1 %132 to i64
  %134 = add nuw i64 %36, %133
  br label %138

135:                                              ; preds = %126
  %136 = add nuw i64 %36, 1
  %137 = icmp eq i64 %136, %4
  br i1 %137, label %138, label %35, !llvm.loop !68

138:                                              ; preds = %135, %6, %49, %45, %130
  %139 = phi i64 [ %134, %130 ], [ %36, %49 ], [ %36, %45 ], [ 0, %6 ], [ %4, %135 ]
  ret i64 %139
}

; Function Attrs: nounwind
define internal fastcc range(i32 0, 2) i32 @next_chunk(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %6 = load i32, ptr %5, align 8
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %8, label %65

8:                                                ; preds = %4
  %9 = icmp eq i64 %1, %2
  br i1 %9, label %15, label %10

10:                                               ; preds = %8
  %11 = load i64, ptr %5, align 8
  %12 = icmp ne i64 %11, 0
  %13 = icmp ne i64 %3, 0
  %14 = and i1 %13, %12
  br i1 %14, label %17, label %65

15:                                               ; preds = %8
  %16 = icmp eq i64 %3, 0
  br i1 %16, label %65, label %17

17:                                               ; preds = %10, %15
  %18 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef 0) #29
  %19 = icmp eq i64 %18, 0
  br i1 %19, label %65, label %20

20:                                               ; preds = %17
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 424
  %22 = load i64, ptr %21, align 8
  %23 = inttoptr i64 %22 to ptr
  %24 = icmp eq i64 %22, 0
  br i1 %24, label %65, label %25

25:                                               ; preds = %20
  %26 = load atomic i64, ptr %23 acquire, align 8
  %27 = freeze i64 %26
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 328
  store i64 %27, ptr %28, align 8
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 432
  store atomic i64 %27, ptr %29 release, align 8
  %30 = getelementptr inbounds nuw i8, ptr %23, i64 8
  %31 = load atomic i64, ptr %30 monotonic, align 8
  %32 = add i64 %31, -1
  %33 = icmp ult i64 %32, %27
  br i1 %33, label %34, label %65

34:                                               ; preds = %25
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 440
  %36 = load i64, ptr %35, align 8
  %37 = icmp eq i64 %36, %31
  br i1 %37, label %42, label %38

38:                                               ; preds = %34
  store i64 %31, ptr %35, align 8
  %39 = getelementptr inbounds nuw i8, ptr %0, i64 392
  %40 = load i64, ptr %39, align 8
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 448
  store i64 %40, ptr %41, align 8
  br label %65

42:                                               ; preds = %34
  %43 = getelementptr inbounds nuw i8, ptr %0, i64 392
  %44 = load i64, ptr %43, align 8
  %45 = getelementptr inbounds nuw i8, ptr %0, i64 448
  %46 = load i64, ptr %45, align 8
  %47 = add i64 %46, 2000000
  %48 = icmp ult i64 %44, %47
  br i1 %48, label %65, label %49

49:                                               ; preds = %42
  %50 = add i64 %44, 20000000
  store i64 %50, ptr %45, align 8
  %51 = getelementptr inbounds nuw i8, ptr %23, i64 16
  %52 = load i64, ptr %51, align 8
  %53 = tail call i32 @PyGILState_Ensure() #31
  %54 = inttoptr i64 %52 to ptr
  %55 = tail call ptr (ptr, ptr, ...) @PyObject_CallFunction(ptr noundef %54, ptr noundef null) #31
  %56 = icmp eq ptr %55, null
  br i1 %56, label %58, label %57

57:                                               ; preds = %49
  tail call void @Py_DecRef(ptr noundef nonnull %55) #31
  tail call void @PyGILState_Release(i32 noundef %53) #31
  br label %65

58:                                               ; preds = %49
  tail call fastcc void @keep_raised(ptr noundef nonnull %0) #29
  tail call void @PyGILState_Release(i32 noundef %53) #31
  %59 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 0, ptr %59, align 4
  %60 = load i32, ptr %5, align 8
  %61 = icmp eq i32 %60, 0
  br i1 %61, label %62, label %65

62:                                               ; preds = %58
  store i32 9, ptr %5, align 8
  %63 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 0, ptr %63, align 8
  %64 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 0, ptr %64, align 8
  br label %65

65:                                               ; preds = %62, %58, %57, %42, %38, %25, %20, %17, %15, %10, %4
  %66 = phi i32 [ 0, %17 ], [ 0, %15 ], [ 0, %10 ], [ 0, %4 ], [ 1, %20 ], [ 1, %25 ], [ 1, %38 ], [ 0, %62 ], [ 1, %42 ], [ 1, %57 ], [ 0, %58 ]
  ret i32 %66
}

; Function Attrs: nounwind
define hidden i64 @pp_run_packets(ptr noundef initializes((8, 16), (192, 200), (360, 368)) %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef %3, ptr noundef readonly captures(none) %4, ptr noundef readonly captures(none) %5, i64 noundef %6, i64 noundef %7, i64 noundef %8, i64 noundef %9, i32 noundef %10, ptr noundef writeonly captures(none) %11, ptr noundef writeonly captures(none) %12) local_unnamed_addr #0 {
  %14 = alloca %struct.timespec, align 8
  %15 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %15) #30
  %16 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %15) #31
  %17 = load i64, ptr %15, align 8
  %18 = getelementptr inbounds nuw i8, ptr %15, i64 8
  %19 = load i64, ptr %18, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %15) #30
  %20 = and i32 %10, 1
  %21 = and i32 %10, 4
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %23, label %31

23:                                               ; preds = %13
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 320
  %25 = load i64, ptr %24, align 8
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 136
  %27 = load i64, ptr %26, align 8
  %28 = add i64 %25, -256
  %29 = sub i64 %28, %27
  %30 = call noundef i64 @llvm.umin.i64(i64 %9, i64 %29)
  br label %31

31:                                               ; preds = %23, %13
  %32 = phi i64 [ %9, %13 ], [ %30, %23 ]
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 192
  store i64 0, ptr %33, align 8
  %34 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 368
  %37 = getelementptr inbounds nuw i8, ptr %0, i64 360
  %38 = getelementptr inbounds nuw i8, ptr %0, i64 376
  %39 = and i32 %10, 2
  %40 = icmp eq i32 %39, 0
  %41 = call i64 @llvm.umin.i64(i64 %32, i64 %7)
  %42 = and i32 %10, 8
  %43 = icmp eq i32 %42, 0
  %44 = ptrtoint ptr %3 to i64
  %45 = icmp eq i32 %2, 1
  br label %46

46:                                               ; preds = %69, %31
  %47 = phi i64 [ 0, %31 ], [ %71, %69 ]
  %48 = getelementptr inbounds nuw i64, ptr %4, i64 %47
  %49 = getelementptr inbounds nuw i64, ptr %5, i64 %47
  %50 = sub i64 %6, %47
  store i32 0, ptr %34, align 4
  store i32 0, ptr %35, align 8
  %51 = load i64, ptr %36, align 8
  %52 = call i64 @llvm.usub.sat.i64(i64 %8, i64 %51)
  store i64 %52, ptr %37, align 8
  %53 = load i64, ptr %38, align 8
  %54 = call i64 @llvm.umin.i64(i64 %50, i64 %53)
  %55 = getelementptr inbounds nuw i64, ptr %11, i64 %47
  br i1 %40, label %58, label %56

56:                                               ; preds = %46
  %57 = call fastcc i64 @run_alone(ptr noundef nonnull %0, ptr noundef %1, i32 noundef %2, ptr noundef %3, ptr noundef %48, ptr noundef %49, i64 noundef %54, i64 noundef %8, i64 noundef %41, ptr noundef %55) #29
  br label %69

58:                                               ; preds = %46
  br i1 %43, label %61, label %59

59:                                               ; preds = %58
  %60 = call fastcc i64 @run_apart(ptr noundef nonnull %0, ptr noundef %1, i32 noundef %2, ptr noundef %48, ptr noundef %49, i64 noundef %54, i64 noundef %7, i64 noundef %8, i32 noundef %20, ptr noundef %55) #29
  br label %69

61:                                               ; preds = %58
  br i1 %22, label %67, label %62

62:                                               ; preds = %61
  br i1 %45, label %63, label %65

63:                                               ; preds = %62
  %64 = call fastcc i64 @run_xdp(ptr noundef nonnull %0, ptr noundef readonly %1, ptr noundef readonly %48, ptr noundef readonly %49, i64 noundef %54, i64 noundef 0, i64 noundef %32, i64 noundef %44, i64 noundef %7, i64 noundef %8, ptr noundef %55) #29
  br label %69

65:                                               ; preds = %62
  %66 = call fastcc i64 @run_skb(ptr noundef nonnull %0, ptr noundef readonly %1, ptr noundef readonly %48, ptr noundef readonly %49, i64 noundef %54, i64 noundef 0, i64 noundef %32, i64 noundef %44, i64 noundef %7, i64 noundef %8, i32 noundef range(i32 0, 2) %20, ptr noundef %55) #29
  br label %69

67:                                               ; preds = %61
  %68 = call fastcc i64 @run_copied(ptr noundef nonnull %0, ptr noundef %1, i32 noundef %2, ptr noundef %3, ptr noundef %48, ptr noundef %49, i64 noundef %54, i64 noundef %7, i64 noundef %8, i64 noundef %32, i32 noundef %20, ptr noundef %55) #29
  br label %69

69:                                               ; preds = %65, %63, %59, %67, %56
  %70 = phi i64 [ %57, %56 ], [ %60, %59 ], [ %68, %67 ], [ %64, %63 ], [ %66, %65 ]
  %71 = add i64 %70, %47
  %72 = sub i64 %6, %71
  %73 = call fastcc i32 @next_chunk(ptr noundef nonnull %0, i64 noundef %70, i64 noundef %54, i64 noundef %72) #29
  %74 = icmp eq i32 %73, 0
  br i1 %74, label %75, label %46, !llvm.loop !69

75:                                               ; preds = %69
  %76 = getelementptr inbounds nuw i8, ptr %0, i64 432
  store atomic i64 0, ptr %76 release, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %14) #30
  %77 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %14) #31
  %78 = load i64, ptr %14, align 8
  %79 = getelementptr inbounds nuw i8, ptr %14, i64 8
  %80 = load i64, ptr %79, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %14) #30
  %81 = sub i64 %78, %17
  %82 = mul i64 %81, 1000000000
  %83 = sub i64 %80, %19
  %84 = add i64 %83, %82
  store i64 %84, ptr %12, align 8
  ret i64 %71
}

; Function Attrs: noinline nounwind
define internal fastcc i64 @run_alone(ptr noundef %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef %3, ptr noundef readonly captures(none) %4, ptr noundef readonly captures(none) %5, i64 noundef %6, i64 noundef %7, i64 noundef %8, ptr noundef writeonly captures(none) %9) unnamed_addr #1 {
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 136
  %12 = load i64, ptr %11, align 8
  %13 = add i64 %12, 256
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %15 = load i64, ptr %14, align 8
  %16 = icmp eq i64 %15, 0
  br i1 %16, label %17, label %26

17:                                               ; preds = %10
  %18 = icmp eq i32 %2, 1
  br i1 %18, label %19, label %23

19:                                               ; preds = %17
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %21 = load i64, ptr %20, align 8
  %22 = tail call i64 @llvm.umin.i64(i64 %8, i64 %21)
  br label %23

23:                                               ; preds = %19, %17
  %24 = phi i64 [ %22, %19 ], [ %8, %17 ]
  %25 = tail call i64 @llvm.uadd.sat.i64(i64 %24, i64 1)
  br label %26

26:                                               ; preds = %10, %23
  %27 = phi i64 [ %25, %23 ], [ 0, %10 ]
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 536
  %29 = load i64, ptr %28, align 8
  %30 = inttoptr i64 %29 to ptr
  %31 = icmp eq i64 %6, 0
  br i1 %31, label %208, label %32

32:                                               ; preds = %26
  %33 = icmp eq i64 %29, 0
  %34 = getelementptr inbounds nuw i8, ptr %30, i64 8
  %35 = getelementptr inbounds nuw i8, ptr %30, i64 16
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 320
  %37 = icmp eq i32 %2, 1
  %38 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %39 = inttoptr i64 %13 to ptr
  %40 = getelementptr inbounds nuw i8, ptr %0, i64 240
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %42 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %43 = getelementptr inbounds nuw i8, ptr %0, i64 296
  %44 = getelementptr inbounds nuw i8, ptr %0, i64 180
  %45 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %46 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %47 = getelementptr inbounds nuw i8, ptr %0, i64 307
  %48 = getelementptr inbounds nuw i8, ptr %0, i64 306
  %49 = getelementptr inbounds nuw i8, ptr %0, i64 168
  %50 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %51 = add i64 %12, 260
  %52 = inttoptr i64 %51 to ptr
  %53 = add i64 %12, 268
  %54 = inttoptr i64 %53 to ptr
  %55 = add i64 %12, 270
  %56 = inttoptr i64 %55 to ptr
  %57 = trunc i64 %13 to i32
  %58 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %59 = getelementptr inbounds nuw i8, ptr %0, i64 264
  %60 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %61 = getelementptr inbounds nuw i8, ptr %30, i64 24
  %62 = getelementptr inbounds nuw i8, ptr %30, i64 40
  %63 = getelementptr inbounds nuw i8, ptr %30, i64 32
  br label %64

64:                                               ; preds = %32, %205
  %65 = phi i64 [ 0, %32 ], [ %206, %205 ]
  %66 = phi i64 [ %27, %32 ], [ %98, %205 ]
  %67 = getelementptr inbounds nuw i64, ptr %4, i64 %65
  %68 = load atomic i64, ptr %67 monotonic, align 8
  %69 = getelementptr inbounds nuw i64, ptr %5, i64 %65
  %70 = load atomic i64, ptr %69 monotonic, align 8
  br i1 %33, label %79, label %71

71:                                               ; preds = %64
  %72 = load i64, ptr %34, align 8
  %73 = load i64, ptr %35, align 8
  %74 = sub i64 %72, %73
  %75 = load i64, ptr %36, align 8
  %76 = load i64, ptr %11, align 8
  %77 = sub i64 %75, %76
  %78 = icmp ult i64 %74, %77
  br i1 %78, label %208, label %79

79:                                               ; preds = %71, %64
  %80 = sub i64 %70, %68
  %81 = icmp ult i64 %80, %66
  br i1 %81, label %97, label %82, !prof !65

82:                                               ; preds = %79
  %83 = icmp ult i64 %70, %68
  %84 = icmp ugt i64 %80, %8
  %85 = or i1 %83, %84
  br i1 %85, label %208, label %86

86:                                               ; preds = %82
  %87 = tail call fastcc i64 @split(ptr noundef nonnull %0, i32 noundef %2, i64 noundef %80) #29
  %88 = load i64, ptr %14, align 8
  %89 = icmp eq i64 %88, 0
  br i1 %89, label %90, label %97

90:                                               ; preds = %86
  br i1 %37, label %91, label %94

91:                                               ; preds = %90
  %92 = load i64, ptr %38, align 8
  %93 = tail call i64 @llvm.umin.i64(i64 %8, i64 %92)
  br label %94

94:                                               ; preds = %91, %90
  %95 = phi i64 [ %93, %91 ], [ %8, %90 ]
  %96 = tail call i64 @llvm.uadd.sat.i64(i64 %95, i64 1)
  br label %97

97:                                               ; preds = %94, %86, %79
  %98 = phi i64 [ %66, %79 ], [ %96, %94 ], [ 0, %86 ]
  %99 = phi i64 [ %80, %79 ], [ %87, %94 ], [ %87, %86 ]
  %100 = getelementptr inbounds nuw i8, ptr %3, i64 %68
  %101 = tail call ptr @memcpy(ptr noundef %39, ptr noundef %100, i64 noundef %80) #31
  %102 = add i64 %99, %13
  store i64 %13, ptr %40, align 8
  store i64 %13, ptr %41, align 8
  store i64 %102, ptr %42, align 8
  store i32 0, ptr %43, align 8
  store i64 %7, ptr %0, align 8
  store i32 0, ptr %44, align 4
  switch i32 %2, label %160 [
    i32 1, label %103
    i32 2, label %110
  ]

103:                                              ; preds = %97
  %104 = load i64, ptr %45, align 8
  %105 = inttoptr i64 %104 to ptr
  store i32 %57, ptr %105, align 1
  %106 = add i64 %104, 4
  %107 = trunc i64 %102 to i32
  %108 = inttoptr i64 %106 to ptr
  store i32 %107, ptr %108, align 1
  %109 = add i64 %104, 8
  br label %156

110:                                              ; preds = %97
  %111 = load i64, ptr %45, align 8
  %112 = icmp ugt i64 %99, 13
  store i16 14, ptr %46, align 8
  store i8 0, ptr %47, align 1
  store i8 0, ptr %48, align 2
  %113 = inttoptr i64 %111 to ptr
  %114 = load i64, ptr %49, align 8
  %115 = inttoptr i64 %114 to ptr
  %116 = load i64, ptr %50, align 8
  %117 = sub i64 %116, %111
  %118 = tail call ptr @memcpy(ptr noundef %113, ptr noundef %115, i64 noundef %117) #31
  %119 = trunc i64 %99 to i32
  store i32 %119, ptr %113, align 1
  %120 = add i64 %111, 4
  br i1 %112, label %121, label %142

121:                                              ; preds = %110
  %122 = load i32, ptr %39, align 1
  %123 = load i16, ptr %52, align 1
  %124 = zext i16 %123 to i32
  %125 = or i32 %122, %124
  %126 = icmp eq i32 %125, 0
  %127 = and i32 %122, 1
  %128 = xor i32 %127, 3
  %129 = select i1 %126, i32 0, i32 %128
  %130 = inttoptr i64 %120 to ptr
  store i32 %129, ptr %130, align 1
  %131 = load i8, ptr %54, align 1
  %132 = icmp ugt i8 %131, 5
  br i1 %132, label %133, label %136

133:                                              ; preds = %121
  %134 = load i16, ptr %54, align 1
  %135 = zext i16 %134 to i32
  br label %144

136:                                              ; preds = %121
  %137 = icmp ugt i64 %99, 15
  br i1 %137, label %138, label %144

138:                                              ; preds = %136
  %139 = load i16, ptr %56, align 1
  %140 = icmp eq i16 %139, -1
  %141 = select i1 %140, i32 256, i32 1024
  br label %144

142:                                              ; preds = %110
  %143 = inttoptr i64 %120 to ptr
  store i32 0, ptr %143, align 1
  br label %144

144:                                              ; preds = %133, %136, %138, %142
  %145 = phi i32 [ 0, %142 ], [ %135, %133 ], [ 1024, %136 ], [ %141, %138 ]
  %146 = add i64 %111, 16
  %147 = inttoptr i64 %146 to ptr
  store i32 %145, ptr %147, align 1
  %148 = add i64 %111, 76
  %149 = inttoptr i64 %148 to ptr
  store i32 %57, ptr %149, align 1
  %150 = add i64 %111, 80
  %151 = trunc i64 %102 to i32
  %152 = inttoptr i64 %150 to ptr
  store i32 %151, ptr %152, align 1
  %153 = add i64 %111, 140
  %154 = inttoptr i64 %153 to ptr
  store i32 %57, ptr %154, align 1
  %155 = add i64 %111, 160
  br label %156

156:                                              ; preds = %144, %103
  %157 = phi i64 [ %109, %103 ], [ %155, %144 ]
  %158 = phi i32 [ %57, %103 ], [ %119, %144 ]
  %159 = inttoptr i64 %157 to ptr
  store i32 %158, ptr %159, align 1
  br label %160

160:                                              ; preds = %156, %97
  %161 = load i64, ptr %45, align 8
  %162 = tail call i64 %1(ptr noundef nonnull %0, i64 noundef %161, i64 noundef 0) #31
  %163 = load i32, ptr %58, align 4
  %164 = zext i32 %163 to i64
  %165 = load i64, ptr %59, align 8
  %166 = or i64 %165, %164
  %167 = icmp eq i64 %166, 0
  br i1 %167, label %169, label %168, !prof !65

168:                                              ; preds = %160
  tail call void @pp_end_run(ptr noundef nonnull %0) #29
  br label %169

169:                                              ; preds = %160, %168
  %170 = getelementptr inbounds nuw i64, ptr %9, i64 %65
  store i64 %162, ptr %170, align 8
  br i1 %33, label %197, label %171

171:                                              ; preds = %169
  %172 = load i32, ptr %60, align 8
  %173 = icmp eq i32 %172, 0
  br i1 %173, label %174, label %197

174:                                              ; preds = %171
  %175 = load i64, ptr %42, align 8
  %176 = load i64, ptr %14, align 8
  %177 = add i64 %176, %175
  %178 = load i64, ptr %41, align 8
  %179 = sub i64 %177, %178
  %180 = load i64, ptr %30, align 8
  %181 = load i64, ptr %35, align 8
  %182 = add i64 %181, %180
  %183 = inttoptr i64 %182 to ptr
  %184 = inttoptr i64 %178 to ptr
  %185 = tail call ptr @memcpy(ptr noundef %183, ptr noundef %184, i64 noundef %179) #31
  %186 = load i64, ptr %35, align 8
  %187 = load i64, ptr %61, align 8
  %188 = inttoptr i64 %187 to ptr
  %189 = load i64, ptr %62, align 8
  %190 = getelementptr inbounds nuw i64, ptr %188, i64 %189
  store i64 %186, ptr %190, align 8
  %191 = add i64 %186, %179
  store i64 %191, ptr %35, align 8
  %192 = load i64, ptr %63, align 8
  %193 = inttoptr i64 %192 to ptr
  %194 = load i64, ptr %62, align 8
  %195 = add i64 %194, 1
  store i64 %195, ptr %62, align 8
  %196 = getelementptr inbounds nuw i64, ptr %193, i64 %194
  store i64 %191, ptr %196, align 8
  br label %197

197:                                              ; preds = %174, %171, %169
  %198 = load i64, ptr %60, align 8
  %199 = icmp eq i64 %198, 0
  br i1 %199, label %205, label %200, !prof !65

200:                                              ; preds = %197
  %201 = and i64 %198, 4294967295
  %202 = icmp eq i64 %201, 0
  %203 = zext i1 %202 to i64
  %204 = add nuw i64 %65, %203
  br label %208

205:                                              ; preds = %197
  %206 = add nuw i64 %65, 1
  %207 = icmp eq i64 %206, %6
  br i1 %207, label %208, label %64, !llvm.loop !70

208:                                              ; preds = %82, %71, %205, %26, %200
  %209 = phi i64 [ %204, %200 ], [ 0, %26 ], [ %65, %82 ], [ %65, %71 ], [ %6, %205 ]
  ret i64 %209
}

; Function Attrs: noinline nounwind
define internal fastcc i64 @run_apart(ptr noundef %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef readonly captures(none) %3, ptr noundef readonly captures(none) %4, i64 noundef %5, i64 noundef %6, i64 noundef %7, i32 noundef range(i32 0, 2) %8, ptr noundef writeonly captures(none) %9) unnamed_addr #1 {
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %12 = load i64, ptr %11, align 8
  %13 = icmp eq i64 %12, 0
  br i1 %13, label %14, label %23

14:                                               ; preds = %10
  %15 = icmp eq i32 %2, 1
  br i1 %15, label %16, label %20

16:                                               ; preds = %14
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %18 = load i64, ptr %17, align 8
  %19 = tail call i64 @llvm.umin.i64(i64 %6, i64 %18)
  br label %20

20:                                               ; preds = %16, %14
  %21 = phi i64 [ %19, %16 ], [ %6, %14 ]
  %22 = tail call i64 @llvm.uadd.sat.i64(i64 %21, i64 1)
  br label %23

23:                                               ; preds = %10, %20
  %24 = phi i64 [ %22, %20 ], [ 0, %10 ]
  %25 = icmp eq i64 %5, 0
  br i1 %25, label %170, label %26

26:                                               ; preds = %23
  %27 = icmp eq i32 %2, 1
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 240
  %30 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %32 = getelementptr inbounds nuw i8, ptr %0, i64 296
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 180
  %34 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 307
  %37 = getelementptr inbounds nuw i8, ptr %0, i64 306
  %38 = icmp eq i32 %8, 0
  %39 = getelementptr inbounds nuw i8, ptr %0, i64 168
  %40 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %42 = getelementptr inbounds nuw i8, ptr %0, i64 264
  %43 = getelementptr inbounds nuw i8, ptr %0, i64 8
  br label %44

44:                                               ; preds = %26, %167
  %45 = phi i64 [ %24, %26 ], [ %78, %167 ]
  %46 = phi i64 [ 0, %26 ], [ %168, %167 ]
  %47 = sub nuw i64 %5, %46
  %48 = icmp ugt i64 %47, 4
  br i1 %48, label %49, label %56

49:                                               ; preds = %44
  %50 = getelementptr i64, ptr %3, i64 %46
  %51 = getelementptr i8, ptr %50, i64 32
  %52 = load i64, ptr %51, align 8
  %53 = inttoptr i64 %52 to ptr
  tail call void @llvm.prefetch.p0(ptr %53, i32 0, i32 3, i32 1)
  %54 = add i64 %52, 64
  %55 = inttoptr i64 %54 to ptr
  tail call void @llvm.prefetch.p0(ptr %55, i32 0, i32 3, i32 1)
  br label %56

56:                                               ; preds = %49, %44
  %57 = getelementptr inbounds nuw i64, ptr %4, i64 %46
  %58 = load i64, ptr %57, align 8
  %59 = getelementptr inbounds nuw i64, ptr %3, i64 %46
  %60 = load i64, ptr %59, align 8
  %61 = sub i64 %58, %60
  %62 = icmp ult i64 %61, %45
  br i1 %62, label %76, label %63, !prof !65

63:                                               ; preds = %56
  %64 = icmp ugt i64 %61, %6
  br i1 %64, label %170, label %65

65:                                               ; preds = %63
  %66 = tail call fastcc i64 @split(ptr noundef nonnull %0, i32 noundef %2, i64 noundef %61) #29
  %67 = load i64, ptr %11, align 8
  %68 = icmp eq i64 %67, 0
  br i1 %68, label %69, label %76

69:                                               ; preds = %65
  br i1 %27, label %70, label %73

70:                                               ; preds = %69
  %71 = load i64, ptr %28, align 8
  %72 = tail call i64 @llvm.umin.i64(i64 %6, i64 %71)
  br label %73

73:                                               ; preds = %70, %69
  %74 = phi i64 [ %72, %70 ], [ %6, %69 ]
  %75 = tail call i64 @llvm.uadd.sat.i64(i64 %74, i64 1)
  br label %76

76:                                               ; preds = %73, %65, %56
  %77 = phi i64 [ %61, %56 ], [ %66, %65 ], [ %66, %73 ]
  %78 = phi i64 [ %45, %56 ], [ 0, %65 ], [ %75, %73 ]
  %79 = load i64, ptr %59, align 8
  %80 = add i64 %79, %77
  store i64 %79, ptr %29, align 8
  store i64 %79, ptr %30, align 8
  store i64 %80, ptr %31, align 8
  store i32 0, ptr %32, align 8
  store i64 %7, ptr %0, align 8
  store i32 0, ptr %33, align 4
  switch i32 %2, label %149 [
    i32 1, label %81
    i32 2, label %89
  ]

81:                                               ; preds = %76
  %82 = load i64, ptr %34, align 8
  %83 = trunc i64 %79 to i32
  %84 = inttoptr i64 %82 to ptr
  store i32 %83, ptr %84, align 1
  %85 = add i64 %82, 4
  %86 = trunc i64 %80 to i32
  %87 = inttoptr i64 %85 to ptr
  store i32 %86, ptr %87, align 1
  %88 = add i64 %82, 8
  br label %145

89:                                               ; preds = %76
  %90 = load i64, ptr %34, align 8
  %91 = icmp ugt i64 %77, 13
  store i16 14, ptr %35, align 8
  store i8 0, ptr %36, align 1
  store i8 0, ptr %37, align 2
  %92 = inttoptr i64 %90 to ptr
  br i1 %38, label %99, label %93

93:                                               ; preds = %89
  %94 = load i64, ptr %39, align 8
  %95 = inttoptr i64 %94 to ptr
  %96 = load i64, ptr %40, align 8
  %97 = sub i64 %96, %90
  %98 = tail call ptr @memcpy(ptr noundef %92, ptr noundef %95, i64 noundef %97) #31
  br label %99

99:                                               ; preds = %93, %89
  %100 = trunc i64 %77 to i32
  store i32 %100, ptr %92, align 1
  %101 = add i64 %90, 4
  br i1 %91, label %102, label %130

102:                                              ; preds = %99
  %103 = inttoptr i64 %79 to ptr
  %104 = load i32, ptr %103, align 1
  %105 = add i64 %79, 4
  %106 = inttoptr i64 %105 to ptr
  %107 = load i16, ptr %106, align 1
  %108 = zext i16 %107 to i32
  %109 = or i32 %104, %108
  %110 = icmp eq i32 %109, 0
  %111 = and i32 %104, 1
  %112 = xor i32 %111, 3
  %113 = select i1 %110, i32 0, i32 %112
  %114 = inttoptr i64 %101 to ptr
  store i32 %113, ptr %114, align 1
  %115 = add i64 %79, 12
  %116 = inttoptr i64 %115 to ptr
  %117 = load i8, ptr %116, align 1
  %118 = icmp ugt i8 %117, 5
  br i1 %118, label %119, label %122

119:                                              ; preds = %102
  %120 = load i16, ptr %116, align 1
  %121 = zext i16 %120 to i32
  br label %132

122:                                              ; preds = %102
  %123 = icmp ugt i64 %77, 15
  br i1 %123, label %124, label %132

124:                                              ; preds = %122
  %125 = add i64 %79, 14
  %126 = inttoptr i64 %125 to ptr
  %127 = load i16, ptr %126, align 1
  %128 = icmp eq i16 %127, -1
  %129 = select i1 %128, i32 256, i32 1024
  br label %132

130:                                              ; preds = %99
  %131 = inttoptr i64 %101 to ptr
  store i32 0, ptr %131, align 1
  br label %132

132:                                              ; preds = %119, %122, %124, %130
  %133 = phi i32 [ 0, %130 ], [ %121, %119 ], [ 1024, %122 ], [ %129, %124 ]
  %134 = add i64 %90, 16
  %135 = inttoptr i64 %134 to ptr
  store i32 %133, ptr %135, align 1
  %136 = add i64 %90, 76
  %137 = trunc i64 %79 to i32
  %138 = inttoptr i64 %136 to ptr
  store i32 %137, ptr %138, align 1
  %139 = add i64 %90, 80
  %140 = trunc i64 %80 to i32
  %141 = inttoptr i64 %139 to ptr
  store i32 %140, ptr %141, align 1
  %142 = add i64 %90, 140
  %143 = inttoptr i64 %142 to ptr
  store i32 %137, ptr %143, align 1
  %144 = add i64 %90, 160
  br label %145

145:                                              ; preds = %132, %81
  %146 = phi i64 [ %88, %81 ], [ %144, %132 ]
  %147 = phi i32 [ %83, %81 ], [ %100, %132 ]
  %148 = inttoptr i64 %146 to ptr
  store i32 %147, ptr %148, align 1
  br label %149

149:                                              ; preds = %145, %76
  %150 = load i64, ptr %34, align 8
  %151 = tail call i64 %1(ptr noundef nonnull %0, i64 noundef %150, i64 noundef 0) #31
  %152 = load i32, ptr %41, align 4
  %153 = zext i32 %152 to i64
  %154 = load i64, ptr %42, align 8
  %155 = or i64 %154, %153
  %156 = icmp eq i64 %155, 0
  br i1 %156, label %158, label %157, !prof !65

157:                                              ; preds = %149
  tail call void @pp_end_run(ptr noundef nonnull %0) #29
  br label %158

158:                                              ; preds = %149, %157
  %159 = getelementptr inbounds nuw i64, ptr %9, i64 %46
  store i64 %151, ptr %159, align 8
  %160 = load i64, ptr %43, align 8
  %161 = icmp eq i64 %160, 0
  br i1 %161, label %167, label %162, !prof !65

162:                                              ; preds = %158
  %163 = and i64 %160, 4294967295
  %164 = icmp eq i64 %163, 0
  %165 = zext i1 %164 to i64
  %166 = add nuw i64 %46, %165
  br label %170

167:                                              ; preds = %158
  %168 = add nuw i64 %46, 1
  %169 = icmp eq i64 %168, %5
  br i1 %169, label %170, label %44, !llvm.loop !71

170:                                              ; preds = %63, %167, %23, %162
  %171 = phi i64 [ %166, %162 ], [ 0, %23 ], [ %46, %63 ], [ %5, %167 ]
  ret i64 %171
}

; Function Attrs: noinline nounwind
define internal fastcc i64 @run_copied(ptr noundef %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef %3, ptr noundef readonly captures(none) %4, ptr noundef readonly captures(none) %5, i64 noundef %6, i64 noundef %7, i64 noundef %8, i64 noundef %9, i32 noundef range(i32 0, 2) %10, ptr noundef writeonly captures(none) %11) unnamed_addr #1 {
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 136
  %14 = load i64, ptr %13, align 8
  %15 = add i64 %14, 256
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %17 = inttoptr i64 %15 to ptr
  %18 = icmp eq i32 %2, 1
  br label %19

19:                                               ; preds = %62, %12
  %20 = phi i64 [ 0, %12 ], [ %59, %62 ]
  %21 = icmp ult i64 %20, %6
  br i1 %21, label %22, label %65

22:                                               ; preds = %19
  %23 = getelementptr inbounds nuw i64, ptr %4, i64 %20
  %24 = load atomic i64, ptr %23 monotonic, align 8
  %25 = sub nuw i64 %6, %20
  br label %26

26:                                               ; preds = %22, %40
  %27 = phi i64 [ %41, %40 ], [ 0, %22 ]
  %28 = phi i64 [ %33, %40 ], [ %24, %22 ]
  %29 = add i64 %27, %20
  %30 = getelementptr inbounds nuw i64, ptr %4, i64 %29
  %31 = load atomic i64, ptr %30 monotonic, align 8
  %32 = getelementptr inbounds nuw i64, ptr %5, i64 %29
  %33 = load atomic i64, ptr %32 monotonic, align 8
  %34 = icmp ult i64 %31, %28
  %35 = icmp ult i64 %33, %31
  %36 = select i1 %34, i1 true, i1 %35
  %37 = sub i64 %33, %24
  %38 = icmp ugt i64 %37, %9
  %39 = select i1 %36, i1 true, i1 %38
  br i1 %39, label %43, label %40

40:                                               ; preds = %26
  %41 = add nuw i64 %27, 1
  %42 = icmp eq i64 %41, %25
  br i1 %42, label %43, label %26, !llvm.loop !72

43:                                               ; preds = %40, %26
  %44 = phi i64 [ %33, %40 ], [ %28, %26 ]
  %45 = phi i64 [ %25, %40 ], [ %27, %26 ]
  %46 = getelementptr inbounds nuw i8, ptr %3, i64 %24
  %47 = sub i64 %44, %24
  %48 = tail call ptr @memcpy(ptr noundef %17, ptr noundef %46, i64 noundef %47) #31
  %49 = getelementptr inbounds nuw i64, ptr %5, i64 %20
  %50 = sub i64 %15, %24
  %51 = getelementptr inbounds nuw i64, ptr %11, i64 %20
  br i1 %18, label %52, label %54

52:                                               ; preds = %43
  %53 = tail call fastcc i64 @run_xdp(ptr noundef %0, ptr noundef readonly %1, ptr noundef nonnull readonly %23, ptr noundef readonly %49, i64 noundef %45, i64 noundef %24, i64 noundef %44, i64 noundef %50, i64 noundef %7, i64 noundef %8, ptr noundef %51) #29
  br label %56

54:                                               ; preds = %43
  %55 = tail call fastcc i64 @run_skb(ptr noundef %0, ptr noundef readonly %1, ptr noundef nonnull readonly %23, ptr noundef readonly %49, i64 noundef %45, i64 noundef %24, i64 noundef %44, i64 noundef %50, i64 noundef %7, i64 noundef %8, i32 noundef range(i32 0, 2) %10, ptr noundef %51) #29
  br label %56

56:                                               ; preds = %52, %54
  %57 = phi i64 [ %53, %52 ], [ %55, %54 ]
  %58 = freeze i64 %57
  %59 = add i64 %58, %20
  %60 = add i64 %45, -1
  %61 = icmp ult i64 %60, %58
  br i1 %61, label %62, label %65

62:                                               ; preds = %56
  %63 = load i64, ptr %16, align 8
  %64 = icmp eq i64 %63, 0
  br i1 %64, label %19, label %65, !llvm.loop !73

65:                                               ; preds = %56, %62, %19
  %66 = phi i64 [ %20, %19 ], [ %59, %62 ], [ %59, %56 ]
  ret i64 %66
}

; Function Attrs: nounwind
define hidden i64 @pp_call_many(ptr noundef readonly captures(none) %0, ptr noundef readonly captures(none) %1, ptr noundef readonly captures(none) %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca %struct.timespec, align 8
  %7 = alloca %struct.timespec, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #30
  %8 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %7) #31
  %9 = load i64, ptr %7, align 8
  %10 = getelementptr inbounds nuw i8, ptr %7, i64 8
  %11 = load i64, ptr %10, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #30
  %12 = icmp eq i64 %4, 0
  br i1 %12, label %35, label %13

13:                                               ; preds = %5
  %14 = icmp eq i64 %3, 0
  br label %15

15:                                               ; preds = %13, %17
  %16 = phi i64 [ %4, %13 ], [ %18, %17 ]
  br i1 %14, label %17, label %20

17:                                               ; preds = %20, %15
  %18 = add i64 %16, -1
  %19 = icmp eq i64 %18, 0
  br i1 %19, label %35, label %15, !llvm.loop !74

20:                                               ; preds = %15, %20
  %21 = phi i64 [ %33, %20 ], [ 0, %15 ]
  %22 = getelementptr inbounds nuw i32, ptr %2, i64 %21
  %23 = load i32, ptr %22, align 4
  %24 = zext i32 %23 to i64
  %25 = getelementptr inbounds nuw ptr, ptr %1, i64 %24
  %26 = load ptr, ptr %25, align 8
  %27 = getelementptr inbounds nuw i64, ptr %0, i64 %24
  %28 = load i64, ptr %27, align 8
  %29 = inttoptr i64 %28 to ptr
  %30 = getelementptr inbounds nuw i8, ptr %26, i64 32
  %31 = load i64, ptr %30, align 8
  %32 = call i64 %29(ptr noundef %26, i64 noundef %31, i64 noundef 0) #31
  %33 = add nuw i64 %21, 1
  %34 = icmp eq i64 %33, %3
  br i1 %34, label %17, label %20, !llvm.loop !75

35:                                               ; preds = %17, %5
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  %36 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %6) #31
  %37 = load i64, ptr %6, align 8
  %38 = getelementptr inbounds nuw i8, ptr %6, i64 8
  %39 = load i64, ptr %38, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  %40 = sub i64 %37, %9
  %41 = mul i64 %40, 1000000000
  %42 = sub i64 %39, %11
  %43 = add i64 %42, %41
  ret i64 %43
}

; Function Attrs: nounwind
define hidden i64 @pp_fuzz(ptr noundef initializes((8, 16), (192, 200), (360, 368)) %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef captures(none) initializes((136, 144)) %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = getelementptr inbounds nuw i8, ptr %3, i64 136
  store i64 0, ptr %7, align 8
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 192
  store i64 0, ptr %8, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 368
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 360
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 376
  br label %14

14:                                               ; preds = %25, %6
  %15 = phi i64 [ 0, %6 ], [ %22, %25 ]
  %16 = sub i64 %4, %15
  store i32 0, ptr %9, align 4
  store i32 0, ptr %10, align 8
  %17 = load i64, ptr %11, align 8
  %18 = tail call i64 @llvm.usub.sat.i64(i64 %5, i64 %17)
  store i64 %18, ptr %12, align 8
  %19 = load i64, ptr %13, align 8
  %20 = tail call i64 @llvm.umin.i64(i64 %16, i64 %19)
  %21 = tail call fastcc i64 @fuzz_each(ptr noundef nonnull %0, ptr noundef %1, i32 noundef %2, ptr noundef nonnull %3, i64 noundef %20, i64 noundef %5) #29
  %22 = add i64 %21, %15
  %23 = load i64, ptr %7, align 8
  %24 = icmp eq i64 %23, 0
  br i1 %24, label %25, label %29

25:                                               ; preds = %14
  %26 = sub i64 %4, %22
  %27 = tail call fastcc i32 @next_chunk(ptr noundef nonnull %0, i64 noundef %21, i64 noundef %20, i64 noundef %26) #29
  %28 = icmp eq i32 %27, 0
  br i1 %28, label %29, label %14, !llvm.loop !76

29:                                               ; preds = %14, %25
  %30 = getelementptr inbounds nuw i8, ptr %0, i64 432
  store atomic i64 0, ptr %30 release, align 8
  ret i64 %22
}

; Function Attrs: noinline nounwind
define internal fastcc i64 @fuzz_each(ptr noundef %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef captures(none) %3, i64 noundef %4, i64 noundef %5) unnamed_addr #1 {
  %7 = icmp eq i64 %4, 0
  br i1 %7, label %537, label %8

8:                                                ; preds = %6
  %9 = getelementptr inbounds nuw i8, ptr %3, i64 72
  %10 = getelementptr inbounds nuw i8, ptr %3, i64 120
  %11 = getelementptr inbounds nuw i8, ptr %3, i64 88
  %12 = getelementptr inbounds nuw i8, ptr %3, i64 104
  %13 = getelementptr inbounds nuw i8, ptr %3, i64 24
  %14 = getelementptr inbounds nuw i8, ptr %3, i64 112
  %15 = getelementptr inbounds nuw i8, ptr %3, i64 8
  %16 = getelementptr inbounds nuw i8, ptr %3, i64 16
  %17 = getelementptr inbounds nuw i8, ptr %3, i64 96
  %18 = getelementptr inbounds nuw i8, ptr %3, i64 40
  %19 = getelementptr inbounds nuw i8, ptr %3, i64 32
  %20 = getelementptr inbounds nuw i8, ptr %3, i64 48
  %21 = getelementptr inbounds nuw i8, ptr %3, i64 64
  %22 = getelementptr inbounds nuw i8, ptr %3, i64 56
  %23 = getelementptr inbounds nuw i8, ptr %3, i64 136
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 8
  br label %25

25:                                               ; preds = %8, %534
  %26 = phi i64 [ 0, %8 ], [ %535, %534 ]
  %27 = load i64, ptr %9, align 8
  %28 = inttoptr i64 %27 to ptr
  %29 = load i64, ptr %10, align 8
  %30 = load i64, ptr %11, align 8
  %31 = add i64 %30, -1
  %32 = and i64 %31, %29
  %33 = load i64, ptr %12, align 8
  %34 = mul i64 %32, %33
  %35 = getelementptr inbounds nuw i8, ptr %28, i64 %34
  %36 = load i64, ptr %13, align 8
  %37 = load i64, ptr %14, align 8
  %38 = lshr i64 %37, 12
  %39 = xor i64 %38, %37
  %40 = shl i64 %39, 25
  %41 = xor i64 %40, %39
  %42 = lshr i64 %41, 27
  %43 = xor i64 %42, %41
  %44 = mul i64 %43, 5627501853
  %45 = and i64 %44, 4294967296
  %46 = icmp eq i64 %45, 0
  br i1 %46, label %58, label %47

47:                                               ; preds = %25
  %48 = lshr i64 %43, 12
  %49 = xor i64 %48, %43
  %50 = shl i64 %49, 25
  %51 = xor i64 %50, %49
  %52 = lshr i64 %51, 27
  %53 = xor i64 %52, %51
  %54 = mul i64 %53, 2685821657736338717
  %55 = lshr i64 %54, 32
  %56 = mul i64 %55, %36
  %57 = lshr i64 %56, 32
  br label %73

58:                                               ; preds = %25
  %59 = lshr i64 %36, 2
  %60 = add nuw nsw i64 %59, 1
  %61 = lshr i64 %43, 12
  %62 = xor i64 %61, %43
  %63 = shl i64 %62, 25
  %64 = xor i64 %63, %62
  %65 = lshr i64 %64, 27
  %66 = xor i64 %65, %64
  %67 = mul i64 %66, 2685821657736338717
  %68 = lshr i64 %67, 32
  %69 = mul i64 %68, %60
  %70 = lshr i64 %69, 32
  %71 = xor i64 %70, -1
  %72 = add i64 %36, %71
  br label %73

73:                                               ; preds = %58, %47
  %74 = phi i64 [ %66, %58 ], [ %53, %47 ]
  %75 = phi i64 [ %72, %58 ], [ %57, %47 ]
  store i64 %74, ptr %14, align 8
  %76 = load i64, ptr %15, align 8
  %77 = inttoptr i64 %76 to ptr
  %78 = getelementptr inbounds nuw i64, ptr %77, i64 %75
  %79 = load i64, ptr %78, align 8
  %80 = load i64, ptr %16, align 8
  %81 = inttoptr i64 %80 to ptr
  %82 = getelementptr inbounds nuw i64, ptr %81, i64 %75
  %83 = load i64, ptr %82, align 8
  %84 = sub i64 %83, %79
  %85 = tail call noundef i64 @llvm.umin.i64(i64 %84, i64 %33)
  %86 = lshr i64 %74, 12
  %87 = xor i64 %86, %74
  %88 = shl i64 %87, 25
  %89 = xor i64 %88, %87
  %90 = lshr i64 %89, 27
  %91 = xor i64 %90, %89
  store i64 %91, ptr %14, align 8
  %92 = mul i64 %91, 2685821657736338717
  %93 = lshr i64 %92, 62
  %94 = shl nuw nsw i64 1, %93
  %95 = load i64, ptr %3, align 8
  %96 = inttoptr i64 %95 to ptr
  %97 = getelementptr inbounds nuw i8, ptr %96, i64 %79
  %98 = tail call ptr @memcpy(ptr noundef %35, ptr noundef %97, i64 noundef %85) #31
  br label %99

99:                                               ; preds = %466, %73
  %100 = phi i64 [ %94, %73 ], [ %102, %466 ]
  %101 = phi i64 [ %85, %73 ], [ %467, %466 ]
  %102 = add nsw i64 %100, -1
  %103 = icmp eq i64 %101, 0
  %104 = load i64, ptr %14, align 8
  br i1 %103, label %443, label %105

105:                                              ; preds = %99
  %106 = lshr i64 %104, 12
  %107 = xor i64 %106, %104
  %108 = shl i64 %107, 25
  %109 = xor i64 %108, %107
  %110 = lshr i64 %109, 27
  %111 = xor i64 %110, %109
  %112 = mul i64 %111, 2685821657736338717
  %113 = lshr i64 %112, 32
  %114 = mul i64 %113, %101
  %115 = lshr i64 %114, 32
  %116 = lshr i64 %111, 12
  %117 = xor i64 %116, %111
  %118 = shl i64 %117, 25
  %119 = xor i64 %118, %117
  %120 = lshr i64 %119, 27
  %121 = xor i64 %120, %119
  store i64 %121, ptr %14, align 8
  %122 = mul i64 %121, 2685821657736338717
  %123 = lshr i64 %122, 32
  %124 = mul nuw nsw i64 %123, 11
  %125 = lshr i64 %124, 32
  %126 = trunc nuw nsw i64 %125 to i32
  switch i32 %126, label %465 [
    i32 0, label %127
    i32 1, label %141
    i32 2, label %152
    i32 3, label %202
    i32 4, label %243
    i32 5, label %243
    i32 6, label %291
    i32 7, label %316
    i32 8, label %341
    i32 9, label %383
    i32 10, label %443
  ]

127:                                              ; preds = %105
  %128 = lshr i64 %121, 12
  %129 = xor i64 %128, %121
  %130 = shl i64 %129, 25
  %131 = xor i64 %130, %129
  %132 = lshr i64 %131, 27
  %133 = xor i64 %132, %131
  store i64 %133, ptr %14, align 8
  %134 = mul i64 %133, 2685821657736338717
  %135 = lshr i64 %134, 61
  %136 = trunc nuw nsw i64 %135 to i8
  %137 = shl nuw i8 1, %136
  %138 = getelementptr inbounds nuw i8, ptr %35, i64 %115
  %139 = load i8, ptr %138, align 1
  %140 = xor i8 %139, %137
  store i8 %140, ptr %138, align 1
  br label %466

141:                                              ; preds = %105
  %142 = lshr i64 %121, 12
  %143 = xor i64 %142, %121
  %144 = shl i64 %143, 25
  %145 = xor i64 %144, %143
  %146 = lshr i64 %145, 27
  %147 = xor i64 %146, %145
  store i64 %147, ptr %14, align 8
  %148 = mul i64 %147, 624102792477
  %149 = lshr i64 %148, 32
  %150 = trunc i64 %149 to i8
  %151 = getelementptr inbounds nuw i8, ptr %35, i64 %115
  store i8 %150, ptr %151, align 1
  br label %466

152:                                              ; preds = %105
  %153 = lshr i64 %121, 12
  %154 = xor i64 %153, %121
  %155 = shl i64 %154, 25
  %156 = xor i64 %155, %154
  %157 = lshr i64 %156, 27
  %158 = xor i64 %157, %156
  store i64 %158, ptr %14, align 8
  %159 = mul i64 %158, 2685821657736338717
  %160 = lshr i64 %159, 32
  %161 = mul nuw nsw i64 %160, 3
  %162 = lshr i64 %161, 32
  %163 = shl nuw nsw i64 1, %162
  %164 = add nuw nsw i64 %163, %115
  %165 = icmp ugt i64 %164, %101
  br i1 %165, label %466, label %166

166:                                              ; preds = %152
  %167 = getelementptr inbounds nuw i8, ptr %35, i64 %115
  %168 = lshr i64 %158, 12
  %169 = xor i64 %168, %158
  %170 = shl i64 %169, 25
  %171 = xor i64 %170, %169
  %172 = lshr i64 %171, 27
  %173 = xor i64 %172, %171
  %174 = mul i64 %173, 2685821657736338717
  %175 = lshr i64 %174, 32
  %176 = mul nuw nsw i64 %175, 71
  %177 = lshr i64 %176, 32
  %178 = add nsw i64 %177, -35
  %179 = lshr i64 %173, 12
  %180 = xor i64 %179, %173
  %181 = shl i64 %180, 25
  %182 = xor i64 %181, %180
  %183 = lshr i64 %182, 27
  %184 = xor i64 %183, %182
  store i64 %184, ptr %14, align 8
  %185 = mul i64 %184, 5627501853
  %186 = and i64 %185, 4294967296
  %187 = icmp eq i64 %186, 0
  br label %188

188:                                              ; preds = %188, %166
  %189 = phi i64 [ 0, %166 ], [ %200, %188 ]
  %190 = phi i64 [ %178, %166 ], [ %199, %188 ]
  %191 = xor i64 %189, -1
  %192 = add i64 %163, %191
  %193 = select i1 %187, i64 %189, i64 %192
  %194 = getelementptr inbounds nuw i8, ptr %167, i64 %193
  %195 = load i8, ptr %194, align 1
  %196 = zext i8 %195 to i64
  %197 = add nsw i64 %190, %196
  %198 = trunc i64 %197 to i8
  store i8 %198, ptr %194, align 1
  %199 = lshr i64 %197, 8
  %200 = add nuw i64 %189, 1
  %201 = icmp eq i64 %200, %163
  br i1 %201, label %466, label %188, !llvm.loop !77

202:                                              ; preds = %105
  %203 = getelementptr inbounds nuw i8, ptr %35, i64 %115
  %204 = lshr i64 %121, 12
  %205 = xor i64 %204, %121
  %206 = shl i64 %205, 25
  %207 = xor i64 %206, %205
  %208 = lshr i64 %207, 27
  %209 = xor i64 %208, %207
  %210 = mul i64 %209, 2685821657736338717
  %211 = lshr i64 %210, 62
  %212 = shl nuw nsw i64 1, %211
  %213 = sub i64 %101, %115
  %214 = tail call noundef i64 @llvm.umin.i64(i64 %212, i64 %213)
  %215 = lshr i64 %209, 12
  %216 = xor i64 %215, %209
  %217 = shl i64 %216, 25
  %218 = xor i64 %217, %216
  %219 = lshr i64 %218, 27
  %220 = xor i64 %219, %218
  store i64 %220, ptr %14, align 8
  %221 = mul i64 %220, 2685821657736338717
  %222 = and i64 %221, 4611686018427387904
  %223 = icmp eq i64 %222, 0
  %224 = select i1 %223, i32 0, i32 255
  %225 = tail call ptr @memset(ptr noundef %203, i32 noundef %224, i64 noundef %214) #31
  %226 = icmp sgt i64 %221, -1
  br i1 %226, label %466, label %227

227:                                              ; preds = %202
  %228 = load i64, ptr %14, align 8
  %229 = lshr i64 %228, 12
  %230 = xor i64 %229, %228
  %231 = shl i64 %230, 25
  %232 = xor i64 %231, %230
  %233 = lshr i64 %232, 27
  %234 = xor i64 %233, %232
  store i64 %234, ptr %14, align 8
  %235 = mul i64 %234, 5627501853
  %236 = and i64 %235, 4294967296
  %237 = icmp eq i64 %236, 0
  %238 = add nsw i64 %214, -1
  %239 = select i1 %237, i64 0, i64 %238
  %240 = getelementptr inbounds nuw i8, ptr %203, i64 %239
  %241 = load i8, ptr %240, align 1
  %242 = xor i8 %241, -128
  store i8 %242, ptr %240, align 1
  br label %466

243:                                              ; preds = %105, %105
  %244 = icmp eq i64 %125, 5
  %245 = load i64, ptr %18, align 8
  %246 = icmp eq i64 %245, 0
  br i1 %246, label %466, label %247

247:                                              ; preds = %243
  %248 = load i64, ptr %19, align 8
  %249 = inttoptr i64 %248 to ptr
  %250 = lshr i64 %121, 12
  %251 = xor i64 %250, %121
  %252 = shl i64 %251, 25
  %253 = xor i64 %252, %251
  %254 = lshr i64 %253, 27
  %255 = xor i64 %254, %253
  store i64 %255, ptr %14, align 8
  %256 = mul i64 %255, 2685821657736338717
  %257 = lshr i64 %256, 32
  %258 = mul i64 %245, %257
  %259 = lshr i64 %258, 32
  %260 = getelementptr inbounds nuw %struct.token, ptr %249, i64 %259
  %261 = getelementptr inbounds nuw i8, ptr %260, i64 8
  %262 = load i64, ptr %261, align 8
  %263 = add i64 %262, %115
  %264 = load i64, ptr %12, align 8
  %265 = icmp ugt i64 %263, %264
  br i1 %265, label %466, label %266

266:                                              ; preds = %247
  br i1 %244, label %267, label %284

267:                                              ; preds = %266
  %268 = load i64, ptr %17, align 8
  %269 = icmp ult i64 %101, %268
  br i1 %269, label %279, label %270

270:                                              ; preds = %267
  %271 = sub i64 %101, %115
  %272 = sub nuw i64 %264, %263
  %273 = tail call noundef i64 @llvm.umin.i64(i64 %271, i64 %272)
  %274 = getelementptr inbounds nuw i8, ptr %35, i64 %115
  %275 = getelementptr inbounds nuw i8, ptr %274, i64 %262
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %275, ptr align 1 %274, i64 %273, i1 false)
  %276 = add i64 %273, %263
  %277 = load i64, ptr %261, align 8
  %278 = add i64 %277, %115
  br label %279

279:                                              ; preds = %270, %267
  %280 = phi i64 [ %263, %267 ], [ %278, %270 ]
  %281 = phi i64 [ %262, %267 ], [ %277, %270 ]
  %282 = phi i64 [ %101, %267 ], [ %276, %270 ]
  %283 = icmp ult i64 %282, %280
  br i1 %283, label %466, label %286

284:                                              ; preds = %266
  %285 = tail call i64 @llvm.umax.i64(i64 %263, i64 %101)
  br label %286

286:                                              ; preds = %284, %279
  %287 = phi i64 [ %281, %279 ], [ %262, %284 ]
  %288 = phi i64 [ %282, %279 ], [ %285, %284 ]
  %289 = getelementptr inbounds nuw i8, ptr %35, i64 %115
  %290 = tail call ptr @memcpy(ptr noundef %289, ptr noundef nonnull %260, i64 noundef %287) #31
  br label %466

291:                                              ; preds = %105
  %292 = lshr i64 %121, 12
  %293 = xor i64 %292, %121
  %294 = shl i64 %293, 25
  %295 = xor i64 %294, %293
  %296 = lshr i64 %295, 27
  %297 = xor i64 %296, %295
  %298 = mul i64 %297, 2685821657736338717
  %299 = lshr i64 %298, 32
  %300 = mul i64 %299, %101
  %301 = lshr i64 %300, 32
  %302 = lshr i64 %297, 12
  %303 = xor i64 %302, %297
  %304 = shl i64 %303, 25
  %305 = xor i64 %304, %303
  %306 = lshr i64 %305, 27
  %307 = xor i64 %306, %305
  store i64 %307, ptr %14, align 8
  %308 = mul i64 %307, 2685821657736338717
  %309 = lshr i64 %308, 59
  %310 = add nuw nsw i64 %309, 1
  %311 = getelementptr inbounds nuw i8, ptr %35, i64 %115
  %312 = getelementptr inbounds nuw i8, ptr %35, i64 %301
  %313 = tail call i64 @llvm.umax.i64(i64 %115, i64 %301)
  %314 = sub i64 %101, %313
  %315 = tail call noundef i64 @llvm.umin.i64(i64 %310, i64 %314)
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %311, ptr align 1 %312, i64 %315, i1 false)
  br label %466

316:                                              ; preds = %105
  %317 = lshr i64 %121, 12
  %318 = xor i64 %317, %121
  %319 = shl i64 %318, 25
  %320 = xor i64 %319, %318
  %321 = lshr i64 %320, 27
  %322 = xor i64 %321, %320
  store i64 %322, ptr %14, align 8
  %323 = mul i64 %322, 2685821657736338717
  %324 = lshr i64 %323, 59
  %325 = add nuw nsw i64 %324, 1
  %326 = sub i64 %101, %115
  %327 = tail call noundef i64 @llvm.umin.i64(i64 range(i64 0, 4294967297) %325, i64 %326)
  %328 = sub i64 %101, %327
  %329 = load i64, ptr %17, align 8
  %330 = icmp ult i64 %328, %329
  br i1 %330, label %466, label %331

331:                                              ; preds = %316
  %332 = load i64, ptr %12, align 8
  %333 = icmp ugt i64 %115, %332
  br i1 %333, label %466, label %334

334:                                              ; preds = %331
  %335 = sub i64 %326, %327
  %336 = sub nuw i64 %332, %115
  %337 = tail call noundef i64 @llvm.umin.i64(i64 %335, i64 %336)
  %338 = getelementptr inbounds nuw i8, ptr %35, i64 %115
  %339 = getelementptr inbounds nuw i8, ptr %338, i64 %327
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %338, ptr align 1 %339, i64 %337, i1 false)
  %340 = add i64 %337, %115
  br label %466

341:                                              ; preds = %105
  %342 = lshr i64 %121, 12
  %343 = xor i64 %342, %121
  %344 = shl i64 %343, 25
  %345 = xor i64 %344, %343
  %346 = lshr i64 %345, 27
  %347 = xor i64 %346, %345
  store i64 %347, ptr %14, align 8
  %348 = mul i64 %347, 2685821657736338717
  %349 = lshr i64 %348, 59
  %350 = add nuw nsw i64 %349, 1
  %351 = sub i64 %101, %115
  %352 = load i64, ptr %17, align 8
  %353 = icmp ult i64 %101, %352
  br i1 %353, label %466, label %354

354:                                              ; preds = %341
  %355 = add nuw nsw i64 %350, %115
  %356 = load i64, ptr %12, align 8
  %357 = icmp ugt i64 %355, %356
  br i1 %357, label %466, label %358

358:                                              ; preds = %354
  %359 = sub nuw i64 %356, %355
  %360 = tail call noundef i64 @llvm.umin.i64(i64 %351, i64 %359)
  %361 = getelementptr inbounds nuw i8, ptr %35, i64 %115
  %362 = getelementptr inbounds nuw i8, ptr %361, i64 %350
  tail call void @llvm.memmove.p0.p0.i64(ptr nonnull align 1 %362, ptr align 1 %361, i64 %360, i1 false)
  %363 = add i64 %360, %355
  %364 = icmp eq i64 %363, %101
  br i1 %364, label %466, label %365

365:                                              ; preds = %358
  %366 = add i64 %350, %101
  %367 = load i64, ptr %12, align 8
  %368 = tail call noundef i64 @llvm.umin.i64(i64 %366, i64 %367)
  %369 = load i64, ptr %14, align 8
  %370 = lshr i64 %369, 12
  %371 = xor i64 %370, %369
  %372 = shl i64 %371, 25
  %373 = xor i64 %372, %371
  %374 = lshr i64 %373, 27
  %375 = xor i64 %374, %373
  store i64 %375, ptr %14, align 8
  %376 = mul i64 %375, 624102792477
  %377 = lshr i64 %376, 32
  %378 = trunc nuw i64 %377 to i32
  %379 = and i32 %378, 255
  %380 = sub i64 %368, %115
  %381 = tail call noundef i64 @llvm.umin.i64(i64 %350, i64 %380)
  %382 = tail call ptr @memset(ptr noundef %361, i32 noundef %379, i64 noundef %381) #31
  br label %466

383:                                              ; preds = %105
  %384 = load i64, ptr %13, align 8
  %385 = lshr i64 %121, 12
  %386 = xor i64 %385, %121
  %387 = shl i64 %386, 25
  %388 = xor i64 %387, %386
  %389 = lshr i64 %388, 27
  %390 = xor i64 %389, %388
  %391 = mul i64 %390, 5627501853
  %392 = and i64 %391, 4294967296
  %393 = icmp eq i64 %392, 0
  br i1 %393, label %405, label %394

394:                                              ; preds = %383
  %395 = lshr i64 %390, 12
  %396 = xor i64 %395, %390
  %397 = shl i64 %396, 25
  %398 = xor i64 %397, %396
  %399 = lshr i64 %398, 27
  %400 = xor i64 %399, %398
  %401 = mul i64 %400, 2685821657736338717
  %402 = lshr i64 %401, 32
  %403 = mul i64 %384, %402
  %404 = lshr i64 %403, 32
  br label %420

405:                                              ; preds = %383
  %406 = lshr i64 %384, 2
  %407 = add nuw nsw i64 %406, 1
  %408 = lshr i64 %390, 12
  %409 = xor i64 %408, %390
  %410 = shl i64 %409, 25
  %411 = xor i64 %410, %409
  %412 = lshr i64 %411, 27
  %413 = xor i64 %412, %411
  %414 = mul i64 %413, 2685821657736338717
  %415 = lshr i64 %414, 32
  %416 = mul i64 %407, %415
  %417 = lshr i64 %416, 32
  %418 = xor i64 %417, -1
  %419 = add i64 %384, %418
  br label %420

420:                                              ; preds = %405, %394
  %421 = phi i64 [ %413, %405 ], [ %400, %394 ]
  %422 = phi i64 [ %419, %405 ], [ %404, %394 ]
  store i64 %421, ptr %14, align 8
  %423 = load i64, ptr %15, align 8
  %424 = inttoptr i64 %423 to ptr
  %425 = getelementptr inbounds nuw i64, ptr %424, i64 %422
  %426 = load i64, ptr %425, align 8
  %427 = load i64, ptr %16, align 8
  %428 = inttoptr i64 %427 to ptr
  %429 = getelementptr inbounds nuw i64, ptr %428, i64 %422
  %430 = load i64, ptr %429, align 8
  %431 = sub i64 %430, %426
  %432 = load i64, ptr %12, align 8
  %433 = tail call noundef i64 @llvm.umin.i64(i64 %431, i64 %432)
  %434 = icmp ult i64 %115, %433
  br i1 %434, label %435, label %466

435:                                              ; preds = %420
  %436 = getelementptr inbounds nuw i8, ptr %35, i64 %115
  %437 = load i64, ptr %3, align 8
  %438 = inttoptr i64 %437 to ptr
  %439 = getelementptr inbounds nuw i8, ptr %438, i64 %426
  %440 = getelementptr inbounds nuw i8, ptr %439, i64 %115
  %441 = sub nuw i64 %433, %115
  %442 = tail call ptr @memcpy(ptr noundef %436, ptr noundef %440, i64 noundef %441) #31
  br label %466

443:                                              ; preds = %105, %99
  %444 = phi i64 [ %121, %105 ], [ %104, %99 ]
  %445 = load i64, ptr %17, align 8
  %446 = load i64, ptr %12, align 8
  %447 = sub i64 %446, %445
  %448 = add i64 %447, 1
  %449 = lshr i64 %444, 12
  %450 = xor i64 %449, %444
  %451 = shl i64 %450, 25
  %452 = xor i64 %451, %450
  %453 = lshr i64 %452, 27
  %454 = xor i64 %453, %452
  store i64 %454, ptr %14, align 8
  %455 = mul i64 %454, 2685821657736338717
  %456 = lshr i64 %455, 32
  %457 = mul i64 %456, %448
  %458 = lshr i64 %457, 32
  %459 = add i64 %458, %445
  %460 = icmp ugt i64 %459, %101
  br i1 %460, label %461, label %466

461:                                              ; preds = %443
  %462 = getelementptr inbounds nuw i8, ptr %35, i64 %101
  %463 = sub nuw i64 %459, %101
  %464 = tail call ptr @memset(ptr noundef %462, i32 noundef 0, i64 noundef %463) #31
  br label %466

465:                                              ; preds = %105
  unreachable

466:                                              ; preds = %188, %461, %443, %435, %420, %365, %358, %354, %341, %334, %331, %316, %291, %286, %279, %247, %243, %227, %202, %152, %141, %127
  %467 = phi i64 [ %101, %420 ], [ %101, %227 ], [ %101, %247 ], [ %459, %461 ], [ %101, %354 ], [ %101, %127 ], [ %101, %141 ], [ %368, %365 ], [ %101, %152 ], [ %101, %341 ], [ %101, %291 ], [ %101, %358 ], [ %101, %202 ], [ %101, %243 ], [ %288, %286 ], [ %101, %279 ], [ %340, %334 ], [ %101, %316 ], [ %101, %331 ], [ %433, %435 ], [ %459, %443 ], [ %101, %188 ]
  %468 = icmp eq i64 %102, 0
  br i1 %468, label %469, label %99, !llvm.loop !78

469:                                              ; preds = %466
  tail call fastcc void @fuzz_run(ptr noundef %0, ptr noundef %1, i32 noundef %2, ptr noundef nonnull %3, ptr noundef %35, i64 noundef %467, i64 noundef %5) #29
  %470 = load i64, ptr %20, align 8
  %471 = inttoptr i64 %470 to ptr
  %472 = load i64, ptr %21, align 8
  %473 = inttoptr i64 %472 to ptr
  %474 = load i64, ptr %22, align 8
  %475 = icmp eq i64 %474, 0
  br i1 %475, label %521, label %476

476:                                              ; preds = %469, %512
  %477 = phi i64 [ %513, %512 ], [ %474, %469 ]
  %478 = phi i64 [ %515, %512 ], [ 0, %469 ]
  %479 = phi i32 [ %514, %512 ], [ 0, %469 ]
  %480 = getelementptr inbounds nuw i64, ptr %471, i64 %478
  %481 = load i64, ptr %480, align 8
  %482 = inttoptr i64 %481 to ptr
  %483 = load i64, ptr %482, align 8
  %484 = icmp eq i64 %483, 0
  br i1 %484, label %512, label %485

485:                                              ; preds = %476
  store i64 0, ptr %482, align 8
  %486 = icmp ult i64 %483, 4
  br i1 %486, label %487, label %492

487:                                              ; preds = %485
  %488 = trunc nuw nsw i64 %483 to i32
  %489 = add nsw i32 %488, -1
  %490 = shl nuw nsw i32 1, %489
  %491 = trunc nuw nsw i32 %490 to i8
  br label %501

492:                                              ; preds = %485
  %493 = icmp ult i64 %483, 8
  br i1 %493, label %501, label %494

494:                                              ; preds = %492
  %495 = icmp ult i64 %483, 16
  br i1 %495, label %501, label %496

496:                                              ; preds = %494
  %497 = icmp ult i64 %483, 32
  br i1 %497, label %501, label %498

498:                                              ; preds = %496
  %499 = icmp ult i64 %483, 128
  %500 = select i1 %499, i8 64, i8 -128
  br label %501

501:                                              ; preds = %498, %496, %494, %492, %487
  %502 = phi i8 [ %491, %487 ], [ 8, %492 ], [ 16, %494 ], [ %500, %498 ], [ 32, %496 ]
  %503 = zext i8 %502 to i32
  %504 = getelementptr inbounds nuw i8, ptr %473, i64 %478
  %505 = load i8, ptr %504, align 1
  %506 = zext i8 %505 to i32
  %507 = xor i32 %506, -1
  %508 = and i32 %507, %503
  %509 = or i32 %508, %479
  %510 = or i8 %505, %502
  store i8 %510, ptr %504, align 1
  %511 = load i64, ptr %22, align 8
  br label %512

512:                                              ; preds = %501, %476
  %513 = phi i64 [ %511, %501 ], [ %477, %476 ]
  %514 = phi i32 [ %509, %501 ], [ %479, %476 ]
  %515 = add nuw i64 %478, 1
  %516 = icmp ult i64 %515, %513
  br i1 %516, label %476, label %517, !llvm.loop !79

517:                                              ; preds = %512
  %518 = zext nneg i32 %514 to i64
  store i64 %518, ptr %23, align 8
  %519 = load i64, ptr %24, align 8
  %520 = icmp eq i64 %519, 0
  br i1 %520, label %530, label %524, !prof !65

521:                                              ; preds = %469
  store i64 0, ptr %23, align 8
  %522 = load i64, ptr %24, align 8
  %523 = icmp eq i64 %522, 0
  br i1 %523, label %534, label %524, !prof !65

524:                                              ; preds = %521, %517
  %525 = phi i64 [ %522, %521 ], [ %519, %517 ]
  %526 = and i64 %525, 4294967295
  %527 = icmp eq i64 %526, 0
  %528 = zext i1 %527 to i64
  %529 = add i64 %26, %528
  br label %537

530:                                              ; preds = %517
  %531 = icmp eq i32 %514, 0
  br i1 %531, label %534, label %532, !prof !80

532:                                              ; preds = %530
  %533 = add i64 %26, 1
  br label %537

534:                                              ; preds = %521, %530
  %535 = add nuw i64 %26, 1
  %536 = icmp eq i64 %535, %4
  br i1 %536, label %537, label %25, !llvm.loop !81

537:                                              ; preds = %534, %6, %532, %524
  %538 = phi i64 [ %529, %524 ], [ %533, %532 ], [ 0, %6 ], [ %4, %534 ]
  ret i64 %538
}

; Function Attrs: nounwind
define hidden i64 @pp_fuzz_one(ptr noundef initializes((8, 16), (192, 200), (360, 368)) %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef captures(none) %3, ptr noundef %4, i64 noundef %5, i64 noundef %6) local_unnamed_addr #0 {
  %8 = getelementptr inbounds nuw i8, ptr %3, i64 72
  %9 = load i64, ptr %8, align 8
  %10 = inttoptr i64 %9 to ptr
  %11 = getelementptr inbounds nuw i8, ptr %3, i64 120
  %12 = load i64, ptr %11, align 8
  %13 = getelementptr inbounds nuw i8, ptr %3, i64 88
  %14 = load i64, ptr %13, align 8
  %15 = add i64 %14, -1
  %16 = and i64 %15, %12
  %17 = getelementptr inbounds nuw i8, ptr %3, i64 104
  %18 = load i64, ptr %17, align 8
  %19 = mul i64 %16, %18
  %20 = getelementptr inbounds nuw i8, ptr %10, i64 %19
  %21 = tail call noundef i64 @llvm.umin.i64(i64 %5, i64 %18)
  %22 = tail call ptr @memcpy(ptr noundef %20, ptr noundef %4, i64 noundef %21) #31
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 0, ptr %23, align 4
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i32 0, ptr %24, align 8
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 368
  %26 = load i64, ptr %25, align 8
  %27 = tail call i64 @llvm.usub.sat.i64(i64 %6, i64 %26)
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 360
  store i64 %27, ptr %28, align 8
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 192
  store i64 0, ptr %29, align 8
  tail call fastcc void @fuzz_run(ptr noundef %0, ptr noundef %1, i32 noundef %2, ptr noundef %3, ptr noundef %20, i64 noundef %21, i64 noundef %6) #29
  %30 = getelementptr inbounds nuw i8, ptr %3, i64 48
  %31 = load i64, ptr %30, align 8
  %32 = inttoptr i64 %31 to ptr
  %33 = getelementptr inbounds nuw i8, ptr %3, i64 64
  %34 = load i64, ptr %33, align 8
  %35 = inttoptr i64 %34 to ptr
  %36 = getelementptr inbounds nuw i8, ptr %3, i64 56
  %37 = load i64, ptr %36, align 8
  %38 = icmp eq i64 %37, 0
  br i1 %38, label %82, label %39

39:                                               ; preds = %7, %75
  %40 = phi i64 [ %76, %75 ], [ %37, %7 ]
  %41 = phi i64 [ %78, %75 ], [ 0, %7 ]
  %42 = phi i32 [ %77, %75 ], [ 0, %7 ]
  %43 = getelementptr inbounds nuw i64, ptr %32, i64 %41
  %44 = load i64, ptr %43, align 8
  %45 = inttoptr i64 %44 to ptr
  %46 = load i64, ptr %45, align 8
  %47 = icmp eq i64 %46, 0
  br i1 %47, label %75, label %48

48:                                               ; preds = %39
  store i64 0, ptr %45, align 8
  %49 = icmp ult i64 %46, 4
  br i1 %49, label %50, label %55

50:                                               ; preds = %48
  %51 = trunc nuw nsw i64 %46 to i32
  %52 = add nsw i32 %51, -1
  %53 = shl nuw nsw i32 1, %52
  %54 = trunc nuw nsw i32 %53 to i8
  br label %64

55:                                               ; preds = %48
  %56 = icmp ult i64 %46, 8
  br i1 %56, label %64, label %57

57:                                               ; preds = %55
  %58 = icmp ult i64 %46, 16
  br i1 %58, label %64, label %59

59:                                               ; preds = %57
  %60 = icmp ult i64 %46, 32
  br i1 %60, label %64, label %61

61:                                               ; preds = %59
  %62 = icmp ult i64 %46, 128
  %63 = select i1 %62, i8 64, i8 -128
  br label %64

64:                                               ; preds = %61, %59, %57, %55, %50
  %65 = phi i8 [ %54, %50 ], [ 8, %55 ], [ 16, %57 ], [ %63, %61 ], [ 32, %59 ]
  %66 = zext i8 %65 to i32
  %67 = getelementptr inbounds nuw i8, ptr %35, i64 %41
  %68 = load i8, ptr %67, align 1
  %69 = zext i8 %68 to i32
  %70 = xor i32 %69, -1
  %71 = and i32 %70, %66
  %72 = or i32 %71, %42
  %73 = or i8 %68, %65
  store i8 %73, ptr %67, align 1
  %74 = load i64, ptr %36, align 8
  br label %75

75:                                               ; preds = %64, %39
  %76 = phi i64 [ %74, %64 ], [ %40, %39 ]
  %77 = phi i32 [ %72, %64 ], [ %42, %39 ]
  %78 = add nuw i64 %41, 1
  %79 = icmp ult i64 %78, %76
  br i1 %79, label %39, label %80, !llvm.loop !79

80:                                               ; preds = %75
  %81 = zext nneg i32 %77 to i64
  br label %82

82:                                               ; preds = %80, %7
  %83 = phi i64 [ 0, %7 ], [ %81, %80 ]
  %84 = getelementptr inbounds nuw i8, ptr %3, i64 136
  store i64 %83, ptr %84, align 8
  %85 = getelementptr inbounds nuw i8, ptr %0, i64 432
  store atomic i64 0, ptr %85 release, align 8
  %86 = getelementptr inbounds nuw i8, ptr %3, i64 128
  %87 = load i64, ptr %86, align 8
  ret i64 %87
}

; Function Attrs: nounwind
define internal fastcc void @fuzz_run(ptr noundef %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef captures(none) %3, ptr noundef %4, i64 noundef %5, i64 noundef %6) unnamed_addr #0 {
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 136
  %9 = load i64, ptr %8, align 8
  %10 = getelementptr inbounds nuw i8, ptr %3, i64 80
  %11 = load i64, ptr %10, align 8
  %12 = inttoptr i64 %11 to ptr
  %13 = getelementptr inbounds nuw i8, ptr %3, i64 120
  %14 = load i64, ptr %13, align 8
  %15 = getelementptr inbounds nuw i8, ptr %3, i64 88
  %16 = load i64, ptr %15, align 8
  %17 = add i64 %16, -1
  %18 = and i64 %17, %14
  %19 = getelementptr inbounds nuw i64, ptr %12, i64 %18
  store i64 %5, ptr %19, align 8
  %20 = load i64, ptr %8, align 8
  %21 = add i64 %20, 256
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 320
  %23 = load i64, ptr %22, align 8
  %24 = sub i64 %23, %21
  %25 = icmp ugt i64 %5, %24
  br i1 %25, label %26, label %34, !prof !66

26:                                               ; preds = %7
  %27 = getelementptr inbounds nuw i8, ptr %0, i64 12
  store i32 0, ptr %27, align 4
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %29 = load i32, ptr %28, align 8
  %30 = icmp eq i32 %29, 0
  br i1 %30, label %31, label %132

31:                                               ; preds = %26
  store i32 2, ptr %28, align 8
  %32 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %21, ptr %32, align 8
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 %5, ptr %33, align 8
  br label %132

34:                                               ; preds = %7
  %35 = inttoptr i64 %21 to ptr
  %36 = tail call ptr @memcpy(ptr noundef %35, ptr noundef %4, i64 noundef %5) #31
  %37 = add i64 %9, 256
  %38 = tail call fastcc i64 @split(ptr noundef nonnull %0, i32 noundef %2, i64 noundef %5) #29
  %39 = add i64 %38, %37
  %40 = getelementptr inbounds nuw i8, ptr %0, i64 240
  store i64 %37, ptr %40, align 8
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 48
  store i64 %37, ptr %41, align 8
  %42 = getelementptr inbounds nuw i8, ptr %0, i64 56
  store i64 %39, ptr %42, align 8
  %43 = getelementptr inbounds nuw i8, ptr %0, i64 296
  store i32 0, ptr %43, align 8
  store i64 %6, ptr %0, align 8
  %44 = getelementptr inbounds nuw i8, ptr %0, i64 180
  store i32 0, ptr %44, align 4
  switch i32 %2, label %118 [
    i32 1, label %45
    i32 2, label %54
  ]

45:                                               ; preds = %34
  %46 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %47 = load i64, ptr %46, align 8
  %48 = trunc i64 %37 to i32
  %49 = inttoptr i64 %47 to ptr
  store i32 %48, ptr %49, align 1
  %50 = add i64 %47, 4
  %51 = trunc i64 %39 to i32
  %52 = inttoptr i64 %50 to ptr
  store i32 %51, ptr %52, align 1
  %53 = add i64 %47, 8
  br label %114

54:                                               ; preds = %34
  %55 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %56 = load i64, ptr %55, align 8
  %57 = icmp ugt i64 %38, 13
  %58 = getelementptr inbounds nuw i8, ptr %0, i64 304
  store i16 14, ptr %58, align 8
  %59 = getelementptr inbounds nuw i8, ptr %0, i64 307
  store i8 0, ptr %59, align 1
  %60 = getelementptr inbounds nuw i8, ptr %0, i64 306
  store i8 0, ptr %60, align 2
  %61 = inttoptr i64 %56 to ptr
  %62 = getelementptr inbounds nuw i8, ptr %0, i64 168
  %63 = load i64, ptr %62, align 8
  %64 = inttoptr i64 %63 to ptr
  %65 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %66 = load i64, ptr %65, align 8
  %67 = sub i64 %66, %56
  %68 = tail call ptr @memcpy(ptr noundef %61, ptr noundef %64, i64 noundef %67) #31
  %69 = trunc i64 %38 to i32
  store i32 %69, ptr %61, align 1
  %70 = add i64 %56, 4
  br i1 %57, label %71, label %99

71:                                               ; preds = %54
  %72 = inttoptr i64 %37 to ptr
  %73 = load i32, ptr %72, align 1
  %74 = add i64 %9, 260
  %75 = inttoptr i64 %74 to ptr
  %76 = load i16, ptr %75, align 1
  %77 = zext i16 %76 to i32
  %78 = or i32 %73, %77
  %79 = icmp eq i32 %78, 0
  %80 = and i32 %73, 1
  %81 = xor i32 %80, 3
  %82 = select i1 %79, i32 0, i32 %81
  %83 = inttoptr i64 %70 to ptr
  store i32 %82, ptr %83, align 1
  %84 = add i64 %9, 268
  %85 = inttoptr i64 %84 to ptr
  %86 = load i8, ptr %85, align 1
  %87 = icmp ugt i8 %86, 5
  br i1 %87, label %88, label %91

88:                                               ; preds = %71
  %89 = load i16, ptr %85, align 1
  %90 = zext i16 %89 to i32
  br label %101

91:                                               ; preds = %71
  %92 = icmp ugt i64 %38, 15
  br i1 %92, label %93, label %101

93:                                               ; preds = %91
  %94 = add i64 %9, 270
  %95 = inttoptr i64 %94 to ptr
  %96 = load i16, ptr %95, align 1
  %97 = icmp eq i16 %96, -1
  %98 = select i1 %97, i32 256, i32 1024
  br label %101

99:                                               ; preds = %54
  %100 = inttoptr i64 %70 to ptr
  store i32 0, ptr %100, align 1
  br label %101

101:                                              ; preds = %88, %91, %93, %99
  %102 = phi i32 [ 0, %99 ], [ %90, %88 ], [ 1024, %91 ], [ %98, %93 ]
  %103 = add i64 %56, 16
  %104 = inttoptr i64 %103 to ptr
  store i32 %102, ptr %104, align 1
  %105 = add i64 %56, 76
  %106 = trunc i64 %37 to i32
  %107 = inttoptr i64 %105 to ptr
  store i32 %106, ptr %107, align 1
  %108 = add i64 %56, 80
  %109 = trunc i64 %39 to i32
  %110 = inttoptr i64 %108 to ptr
  store i32 %109, ptr %110, align 1
  %111 = add i64 %56, 140
  %112 = inttoptr i64 %111 to ptr
  store i32 %106, ptr %112, align 1
  %113 = add i64 %56, 160
  br label %114

114:                                              ; preds = %101, %45
  %115 = phi i64 [ %53, %45 ], [ %113, %101 ]
  %116 = phi i32 [ %48, %45 ], [ %69, %101 ]
  %117 = inttoptr i64 %115 to ptr
  store i32 %116, ptr %117, align 1
  br label %118

118:                                              ; preds = %114, %34
  %119 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %120 = load i64, ptr %119, align 8
  %121 = tail call i64 %1(ptr noundef nonnull %0, i64 noundef %120, i64 noundef 0) #31
  %122 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %123 = load i32, ptr %122, align 4
  %124 = zext i32 %123 to i64
  %125 = getelementptr inbounds nuw i8, ptr %0, i64 264
  %126 = load i64, ptr %125, align 8
  %127 = or i64 %126, %124
  %128 = icmp eq i64 %127, 0
  br i1 %128, label %130, label %129, !prof !65

129:                                              ; preds = %118
  tail call void @pp_end_run(ptr noundef nonnull %0) #29
  br label %130

130:                                              ; preds = %118, %129
  %131 = getelementptr inbounds nuw i8, ptr %3, i64 128
  store i64 %121, ptr %131, align 8
  br label %132

132:                                              ; preds = %31, %26, %130
  %133 = load i64, ptr %13, align 8
  %134 = add i64 %133, 1
  store i64 %134, ptr %13, align 8
  ret void
}

; Function Attrs: nofree norecurse nosync nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_walk(ptr noundef captures(none) initializes((48, 64)) %0, ptr noundef readonly captures(none) %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #15 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 56
  store i64 0, ptr %5, align 8
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 48
  store i64 0, ptr %6, align 8
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 84
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 92
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 72
  br label %18

18:                                               ; preds = %193, %4
  %19 = phi i64 [ %2, %4 ], [ %196, %193 ]
  %20 = icmp ult i64 %19, %3
  br i1 %20, label %21, label %197

21:                                               ; preds = %18
  %22 = load i64, ptr %6, align 8
  %23 = load i64, ptr %7, align 8
  %24 = icmp ult i64 %22, %23
  br i1 %24, label %25, label %197

25:                                               ; preds = %21
  %26 = load i32, ptr %8, align 8
  %27 = icmp eq i32 %26, 0
  %28 = sub i64 %3, %19
  br i1 %27, label %89, label %29

29:                                               ; preds = %25
  %30 = zext i32 %26 to i64
  %31 = icmp ult i64 %28, %30
  br i1 %31, label %197, label %32

32:                                               ; preds = %29
  %33 = getelementptr inbounds nuw i8, ptr %1, i64 %19
  %34 = getelementptr inbounds nuw i8, ptr %33, i64 8
  %35 = load i32, ptr %34, align 1
  %36 = load i32, ptr %9, align 4
  %37 = icmp eq i32 %36, 0
  %38 = tail call i32 @llvm.bswap.i32(i32 %35)
  %39 = select i1 %37, i32 %35, i32 %38
  %40 = icmp ugt i32 %39, 268435456
  br i1 %40, label %197, label %41

41:                                               ; preds = %32
  %42 = zext nneg i32 %39 to i64
  %43 = sub i64 %28, %30
  %44 = icmp ult i64 %43, %42
  br i1 %44, label %197, label %45

45:                                               ; preds = %41
  %46 = add i64 %19, %30
  %47 = getelementptr inbounds nuw i8, ptr %33, i64 12
  %48 = load i32, ptr %47, align 1
  %49 = tail call i32 @llvm.bswap.i32(i32 %48)
  %50 = select i1 %37, i32 %48, i32 %49
  %51 = load i32, ptr %33, align 1
  %52 = tail call i32 @llvm.bswap.i32(i32 %51)
  %53 = select i1 %37, i32 %51, i32 %52
  %54 = zext i32 %53 to i64
  %55 = mul nuw nsw i64 %54, 1000000000
  %56 = getelementptr inbounds nuw i8, ptr %33, i64 4
  %57 = load i32, ptr %56, align 1
  %58 = tail call i32 @llvm.bswap.i32(i32 %57)
  %59 = select i1 %37, i32 %57, i32 %58
  %60 = zext i32 %59 to i64
  %61 = load i64, ptr %10, align 8
  %62 = mul i64 %61, %60
  %63 = add i64 %62, %55
  %64 = load i32, ptr %11, align 4
  %65 = add nuw i64 %22, 1
  store i64 %65, ptr %6, align 8
  %66 = load i64, ptr %0, align 8
  %67 = inttoptr i64 %66 to ptr
  %68 = getelementptr inbounds nuw i64, ptr %67, i64 %22
  store i64 %46, ptr %68, align 8
  %69 = add i64 %46, %42
  %70 = load i64, ptr %12, align 8
  %71 = inttoptr i64 %70 to ptr
  %72 = getelementptr inbounds nuw i64, ptr %71, i64 %22
  store i64 %69, ptr %72, align 8
  %73 = load i64, ptr %13, align 8
  %74 = inttoptr i64 %73 to ptr
  %75 = getelementptr inbounds nuw i64, ptr %74, i64 %22
  store i64 %63, ptr %75, align 8
  %76 = load i64, ptr %14, align 8
  %77 = inttoptr i64 %76 to ptr
  %78 = getelementptr inbounds nuw i32, ptr %77, i64 %22
  store i32 %50, ptr %78, align 4
  %79 = load i64, ptr %15, align 8
  %80 = inttoptr i64 %79 to ptr
  %81 = getelementptr inbounds nuw i32, ptr %80, i64 %22
  store i32 %64, ptr %81, align 4
  %82 = icmp ult i32 %39, %50
  %83 = zext i1 %82 to i64
  %84 = load i64, ptr %5, align 8
  %85 = add i64 %84, %83
  store i64 %85, ptr %5, align 8
  %86 = load i32, ptr %8, align 8
  %87 = zext i32 %86 to i64
  %88 = add nuw nsw i64 %87, %42
  br label %193

89:                                               ; preds = %25
  %90 = getelementptr inbounds nuw i8, ptr %1, i64 %19
  %91 = icmp ult i64 %28, 12
  br i1 %91, label %197, label %92

92:                                               ; preds = %89
  %93 = getelementptr inbounds nuw i8, ptr %90, i64 4
  %94 = load i32, ptr %93, align 1
  %95 = load i32, ptr %9, align 4
  %96 = icmp eq i32 %95, 0
  %97 = tail call i32 @llvm.bswap.i32(i32 %94)
  %98 = select i1 %96, i32 %94, i32 %97
  %99 = icmp ult i32 %98, 12
  br i1 %99, label %197, label %100

100:                                              ; preds = %92
  %101 = and i32 %98, 3
  %102 = icmp ne i32 %101, 0
  %103 = icmp ugt i32 %98, 268435456
  %104 = or i1 %103, %102
  br i1 %104, label %197, label %105

105:                                              ; preds = %100
  %106 = zext nneg i32 %98 to i64
  %107 = icmp ult i64 %28, %106
  br i1 %107, label %197, label %108

108:                                              ; preds = %105
  %109 = getelementptr inbounds nuw i8, ptr %90, i64 %106
  %110 = getelementptr inbounds i8, ptr %109, i64 -4
  %111 = load i32, ptr %110, align 1
  %112 = tail call i32 @llvm.bswap.i32(i32 %111)
  %113 = select i1 %96, i32 %111, i32 %112
  %114 = icmp eq i32 %113, %98
  br i1 %114, label %115, label %197

115:                                              ; preds = %108
  %116 = load i32, ptr %90, align 1
  %117 = tail call i32 @llvm.bswap.i32(i32 %116)
  %118 = select i1 %96, i32 %116, i32 %117
  switch i32 %118, label %193 [
    i32 6, label %119
    i32 168627466, label %197
    i32 1, label %197
    i32 2, label %197
    i32 3, label %197
  ]

119:                                              ; preds = %115
  %120 = icmp samesign ult i32 %98, 32
  br i1 %120, label %197, label %121

121:                                              ; preds = %119
  %122 = getelementptr inbounds nuw i8, ptr %90, i64 8
  %123 = load i32, ptr %122, align 1
  %124 = tail call i32 @llvm.bswap.i32(i32 %123)
  %125 = select i1 %96, i32 %123, i32 %124
  %126 = getelementptr inbounds nuw i8, ptr %90, i64 20
  %127 = load i32, ptr %126, align 1
  %128 = tail call i32 @llvm.bswap.i32(i32 %127)
  %129 = select i1 %96, i32 %127, i32 %128
  %130 = load i32, ptr %16, align 8
  %131 = icmp uge i32 %125, %130
  %132 = add nsw i32 %98, -32
  %133 = icmp ugt i32 %129, %132
  %134 = select i1 %131, i1 true, i1 %133
  br i1 %134, label %197, label %135

135:                                              ; preds = %121
  %136 = load i64, ptr %17, align 8
  %137 = inttoptr i64 %136 to ptr
  %138 = zext i32 %125 to i64
  %139 = getelementptr inbounds nuw %struct.port, ptr %137, i64 %138
  %140 = getelementptr inbounds nuw i8, ptr %90, i64 12
  %141 = load i32, ptr %140, align 1
  %142 = tail call i32 @llvm.bswap.i32(i32 %141)
  %143 = select i1 %96, i32 %141, i32 %142
  %144 = zext i32 %143 to i64
  %145 = shl nuw i64 %144, 32
  %146 = getelementptr inbounds nuw i8, ptr %90, i64 16
  %147 = load i32, ptr %146, align 1
  %148 = tail call i32 @llvm.bswap.i32(i32 %147)
  %149 = select i1 %96, i32 %147, i32 %148
  %150 = zext i32 %149 to i64
  %151 = or disjoint i64 %145, %150
  %152 = load i64, ptr %139, align 8
  %153 = icmp eq i64 %152, 0
  br i1 %153, label %197, label %154

154:                                              ; preds = %135
  %155 = getelementptr inbounds nuw i8, ptr %139, i64 16
  %156 = load i64, ptr %155, align 8
  %157 = icmp ugt i64 %151, %156
  br i1 %157, label %197, label %158

158:                                              ; preds = %154
  %159 = add i64 %19, 28
  %160 = getelementptr inbounds nuw i8, ptr %90, i64 24
  %161 = load i32, ptr %160, align 1
  %162 = tail call i32 @llvm.bswap.i32(i32 %161)
  %163 = select i1 %96, i32 %161, i32 %162
  %164 = mul i64 %151, %152
  %165 = getelementptr inbounds nuw i8, ptr %139, i64 8
  %166 = load i64, ptr %165, align 8
  %167 = add i64 %166, %164
  %168 = getelementptr inbounds nuw i8, ptr %139, i64 24
  %169 = load i64, ptr %168, align 8
  %170 = trunc i64 %169 to i32
  %171 = add nuw i64 %22, 1
  store i64 %171, ptr %6, align 8
  %172 = load i64, ptr %0, align 8
  %173 = inttoptr i64 %172 to ptr
  %174 = getelementptr inbounds nuw i64, ptr %173, i64 %22
  store i64 %159, ptr %174, align 8
  %175 = zext nneg i32 %129 to i64
  %176 = add i64 %159, %175
  %177 = load i64, ptr %12, align 8
  %178 = inttoptr i64 %177 to ptr
  %179 = getelementptr inbounds nuw i64, ptr %178, i64 %22
  store i64 %176, ptr %179, align 8
  %180 = load i64, ptr %13, align 8
  %181 = inttoptr i64 %180 to ptr
  %182 = getelementptr inbounds nuw i64, ptr %181, i64 %22
  store i64 %167, ptr %182, align 8
  %183 = load i64, ptr %14, align 8
  %184 = inttoptr i64 %183 to ptr
  %185 = getelementptr inbounds nuw i32, ptr %184, i64 %22
  store i32 %163, ptr %185, align 4
  %186 = load i64, ptr %15, align 8
  %187 = inttoptr i64 %186 to ptr
  %188 = getelementptr inbounds nuw i32, ptr %187, i64 %22
  store i32 %170, ptr %188, align 4
  %189 = icmp ult i32 %129, %163
  %190 = zext i1 %189 to i64
  %191 = load i64, ptr %5, align 8
  %192 = add i64 %191, %190
  store i64 %192, ptr %5, align 8
  br label %193

193:                                              ; preds = %158, %115, %45
  %194 = phi i64 [ %106, %115 ], [ %88, %45 ], [ %106, %158 ]
  %195 = icmp eq i64 %194, 0
  %196 = add i64 %194, %19
  br i1 %195, label %197, label %18

197:                                              ; preds = %135, %154, %121, %119, %115, %115, %115, %115, %100, %105, %108, %89, %92, %41, %29, %32, %193, %18, %21
  %198 = phi i64 [ %196, %193 ], [ %19, %21 ], [ %19, %18 ], [ %19, %32 ], [ %19, %29 ], [ %19, %41 ], [ %19, %92 ], [ %19, %89 ], [ %19, %108 ], [ %19, %105 ], [ %19, %100 ], [ %19, %115 ], [ %19, %115 ], [ %19, %115 ], [ %19, %115 ], [ %19, %119 ], [ %19, %121 ], [ %19, %154 ], [ %19, %135 ]
  ret i64 %198
}

; Function Attrs: nofree norecurse nosync nounwind memory(argmem: readwrite)
define hidden i64 @pp_tally(ptr noundef readonly captures(none) %0, i64 noundef %1, ptr noundef captures(none) %2, i64 noundef %3) local_unnamed_addr #20 {
  %5 = icmp eq i64 %1, 0
  br i1 %5, label %48, label %6

6:                                                ; preds = %4
  %7 = add i64 %3, -1
  br label %8

8:                                                ; preds = %6, %42
  %9 = phi i64 [ 0, %6 ], [ %46, %42 ]
  %10 = getelementptr inbounds nuw i64, ptr %0, i64 %9
  %11 = load i64, ptr %10, align 8
  %12 = lshr i64 %11, 32
  %13 = xor i64 %12, %11
  %14 = and i64 %13, %7
  %15 = getelementptr inbounds nuw %struct.tally, ptr %2, i64 %14
  %16 = getelementptr inbounds nuw i8, ptr %15, i64 8
  %17 = load i64, ptr %16, align 8
  %18 = icmp eq i64 %17, 0
  br i1 %18, label %42, label %19

19:                                               ; preds = %8
  %20 = load i64, ptr %15, align 8
  %21 = icmp eq i64 %20, %11
  br i1 %21, label %38, label %32

22:                                               ; preds = %32
  %23 = add i64 %34, 1
  %24 = and i64 %23, %7
  %25 = getelementptr inbounds nuw %struct.tally, ptr %2, i64 %24
  %26 = getelementptr inbounds nuw i8, ptr %25, i64 8
  %27 = load i64, ptr %26, align 8
  %28 = icmp eq i64 %27, 0
  br i1 %28, label %37, label %29, !llvm.loop !82

29:                                               ; preds = %22
  %30 = load i64, ptr %25, align 8
  %31 = icmp eq i64 %30, %11
  br i1 %31, label %38, label %32, !llvm.loop !82

32:                                               ; preds = %19, %29
  %33 = phi i64 [ %35, %29 ], [ 0, %19 ]
  %34 = phi i64 [ %24, %29 ], [ %14, %19 ]
  %35 = add i64 %33, 1
  %36 = icmp eq i64 %35, %3
  br i1 %36, label %48, label %22

37:                                               ; preds = %22
  br label %38, !llvm.loop !82

38:                                               ; preds = %29, %37, %19
  %39 = phi ptr [ %25, %37 ], [ %15, %19 ], [ %25, %29 ]
  %40 = phi i64 [ 0, %37 ], [ %17, %19 ], [ %27, %29 ]
  %41 = add i64 %40, 1
  br label %42

42:                                               ; preds = %38, %8
  %43 = phi ptr [ %15, %8 ], [ %39, %38 ]
  %44 = phi i64 [ 1, %8 ], [ %41, %38 ]
  %45 = getelementptr inbounds nuw i8, ptr %43, i64 8
  store i64 %11, ptr %43, align 8
  store i64 %44, ptr %45, align 8
  %46 = add nuw i64 %9, 1
  %47 = icmp eq i64 %46, %1
  br i1 %47, label %48, label %8, !llvm.loop !83

48:                                               ; preds = %42, %32, %4
  %49 = phi i64 [ 0, %4 ], [ %9, %32 ], [ %1, %42 ]
  ret i64 %49
}

; Function Attrs: nounwind
define hidden range(i64 0, 4) i64 @pp_export(ptr noundef captures(none) %0) local_unnamed_addr #0 {
  %2 = alloca [20 x i8], align 16
  %3 = alloca [20 x i8], align 16
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 128
  %11 = load i64, ptr %9, align 8
  %12 = load i64, ptr %10, align 8
  %13 = icmp ult i64 %11, %12
  br i1 %13, label %14, label %402

14:                                               ; preds = %1
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 152
  %27 = getelementptr inbounds nuw i8, ptr %0, i64 144
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 136
  br label %29

29:                                               ; preds = %14, %397
  %30 = phi i64 [ %11, %14 ], [ %399, %397 ]
  %31 = load i64, ptr %15, align 8
  %32 = inttoptr i64 %31 to ptr
  %33 = getelementptr inbounds nuw i64, ptr %32, i64 %30
  %34 = load i64, ptr %33, align 8
  %35 = load i64, ptr %16, align 8
  %36 = inttoptr i64 %35 to ptr
  %37 = load i64, ptr %17, align 8
  %38 = add i64 %37, -1
  %39 = icmp eq i64 %37, 0
  br i1 %39, label %55, label %40

40:                                               ; preds = %29, %51
  %41 = phi i64 [ %52, %51 ], [ %34, %29 ]
  %42 = phi i64 [ %53, %51 ], [ 0, %29 ]
  %43 = and i64 %41, %38
  %44 = getelementptr inbounds nuw %struct.answer, ptr %36, i64 %43
  %45 = getelementptr inbounds nuw i8, ptr %44, i64 32
  %46 = load i64, ptr %45, align 8
  %47 = icmp eq i64 %46, 0
  br i1 %47, label %55, label %48

48:                                               ; preds = %40
  %49 = load i64, ptr %44, align 8
  %50 = icmp eq i64 %49, %34
  br i1 %50, label %55, label %51

51:                                               ; preds = %48
  %52 = add i64 %43, 1
  %53 = add nuw i64 %42, 1
  %54 = icmp eq i64 %53, %37
  br i1 %54, label %55, label %40, !llvm.loop !84

55:                                               ; preds = %51, %48, %40, %29
  %56 = phi ptr [ null, %29 ], [ null, %40 ], [ null, %51 ], [ %44, %48 ]
  %57 = load i64, ptr %18, align 8
  %58 = inttoptr i64 %57 to ptr
  %59 = getelementptr inbounds nuw i64, ptr %58, i64 %30
  %60 = load i64, ptr %59, align 8
  %61 = load i64, ptr %0, align 8
  %62 = inttoptr i64 %61 to ptr
  %63 = getelementptr inbounds nuw i64, ptr %62, i64 %30
  %64 = load i64, ptr %63, align 8
  %65 = sub i64 %60, %64
  %66 = load i64, ptr %19, align 8
  %67 = inttoptr i64 %66 to ptr
  %68 = getelementptr inbounds nuw i32, ptr %67, i64 %30
  %69 = load i32, ptr %68, align 4
  %70 = icmp eq ptr %56, null
  br i1 %70, label %402, label %71

71:                                               ; preds = %55
  %72 = load i32, ptr %20, align 8
  %73 = icmp eq i32 %72, 0
  br i1 %73, label %74, label %153

74:                                               ; preds = %71
  %75 = load i64, ptr %8, align 8
  %76 = load i64, ptr %6, align 8
  %77 = sub i64 %76, %75
  %78 = getelementptr inbounds nuw i8, ptr %56, i64 24
  %79 = load i64, ptr %78, align 8
  %80 = add i64 %79, 42
  %81 = icmp ult i64 %77, %80
  br i1 %81, label %402, label %82

82:                                               ; preds = %74
  %83 = load i64, ptr %7, align 8
  %84 = load i64, ptr %28, align 8
  %85 = add i64 %84, %30
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #30
  br label %86

86:                                               ; preds = %86, %82
  %87 = phi i32 [ %98, %86 ], [ 1, %82 ]
  %88 = phi i64 [ %96, %86 ], [ %85, %82 ]
  %89 = phi i32 [ %93, %86 ], [ 0, %82 ]
  %90 = urem i64 %88, 10
  %91 = trunc nuw nsw i64 %90 to i8
  %92 = or disjoint i8 %91, 48
  %93 = add i32 %89, 1
  %94 = zext i32 %89 to i64
  %95 = getelementptr inbounds nuw i8, ptr %3, i64 %94
  store i8 %92, ptr %95, align 1
  %96 = udiv i64 %88, 10
  %97 = icmp ult i64 %88, 10
  %98 = add i32 %87, 1
  br i1 %97, label %99, label %86, !llvm.loop !85

99:                                               ; preds = %86
  %100 = inttoptr i64 %83 to ptr
  %101 = getelementptr inbounds nuw i8, ptr %100, i64 %75
  %102 = icmp eq i32 %93, 0
  br i1 %102, label %113, label %103

103:                                              ; preds = %99
  %104 = zext i32 %87 to i64
  br label %105

105:                                              ; preds = %105, %103
  %106 = phi i64 [ %104, %103 ], [ %108, %105 ]
  %107 = phi ptr [ %101, %103 ], [ %111, %105 ]
  %108 = add nsw i64 %106, -1
  %109 = getelementptr inbounds nuw i8, ptr %3, i64 %108
  %110 = load i8, ptr %109, align 1
  %111 = getelementptr inbounds nuw i8, ptr %107, i64 1
  store i8 %110, ptr %107, align 1
  %112 = icmp eq i64 %108, 0
  br i1 %112, label %113, label %105, !llvm.loop !86

113:                                              ; preds = %105, %99
  %114 = phi ptr [ %101, %99 ], [ %111, %105 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #30
  store i8 44, ptr %114, align 1
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #30
  br label %115

115:                                              ; preds = %115, %113
  %116 = phi i32 [ %127, %115 ], [ 1, %113 ]
  %117 = phi i64 [ %125, %115 ], [ %65, %113 ]
  %118 = phi i32 [ %122, %115 ], [ 0, %113 ]
  %119 = urem i64 %117, 10
  %120 = trunc nuw nsw i64 %119 to i8
  %121 = or disjoint i8 %120, 48
  %122 = add i32 %118, 1
  %123 = zext i32 %118 to i64
  %124 = getelementptr inbounds nuw i8, ptr %2, i64 %123
  store i8 %121, ptr %124, align 1
  %125 = udiv i64 %117, 10
  %126 = icmp ult i64 %117, 10
  %127 = add i32 %116, 1
  br i1 %126, label %128, label %115, !llvm.loop !85

128:                                              ; preds = %115
  %129 = getelementptr inbounds nuw i8, ptr %114, i64 1
  %130 = icmp eq i32 %122, 0
  br i1 %130, label %141, label %131

131:                                              ; preds = %128
  %132 = zext i32 %116 to i64
  br label %133

133:                                              ; preds = %133, %131
  %134 = phi i64 [ %132, %131 ], [ %136, %133 ]
  %135 = phi ptr [ %129, %131 ], [ %139, %133 ]
  %136 = add nsw i64 %134, -1
  %137 = getelementptr inbounds nuw i8, ptr %2, i64 %136
  %138 = load i8, ptr %137, align 1
  %139 = getelementptr inbounds nuw i8, ptr %135, i64 1
  store i8 %138, ptr %135, align 1
  %140 = icmp eq i64 %136, 0
  br i1 %140, label %141, label %133, !llvm.loop !86

141:                                              ; preds = %133, %128
  %142 = phi ptr [ %129, %128 ], [ %139, %133 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #30
  %143 = getelementptr inbounds nuw i8, ptr %142, i64 1
  store i8 44, ptr %142, align 1
  %144 = getelementptr inbounds nuw i8, ptr %56, i64 16
  %145 = load i64, ptr %144, align 8
  %146 = inttoptr i64 %145 to ptr
  %147 = load i64, ptr %78, align 8
  %148 = tail call ptr @memcpy(ptr noundef nonnull %143, ptr noundef %146, i64 noundef %147) #31
  %149 = getelementptr inbounds nuw i8, ptr %143, i64 %147
  %150 = ptrtoint ptr %149 to i64
  %151 = load i64, ptr %7, align 8
  %152 = sub i64 %150, %151
  store i64 %152, ptr %8, align 8
  br label %397

153:                                              ; preds = %71
  %154 = load i64, ptr %21, align 8
  %155 = inttoptr i64 %154 to ptr
  %156 = getelementptr inbounds nuw i64, ptr %155, i64 %30
  %157 = load i64, ptr %156, align 8
  %158 = load i64, ptr %22, align 8
  %159 = inttoptr i64 %158 to ptr
  %160 = getelementptr inbounds nuw i64, ptr %159, i64 %30
  %161 = load i64, ptr %160, align 8
  %162 = sub i64 %161, %157
  %163 = getelementptr inbounds nuw i8, ptr %56, i64 8
  %164 = load i64, ptr %163, align 8
  %165 = tail call i64 @llvm.umin.i64(i64 %162, i64 %164)
  %166 = zext i32 %69 to i64
  %167 = tail call i64 @llvm.usub.sat.i64(i64 %166, i64 %65)
  %168 = sub i64 4294967295, %162
  %169 = icmp ult i64 %167, %168
  %170 = add i64 %162, %167
  %171 = trunc i64 %170 to i32
  %172 = select i1 %169, i32 %171, i32 -1
  %173 = icmp ugt i64 %165, 262144
  br i1 %173, label %174, label %177

174:                                              ; preds = %153
  %175 = load i64, ptr %27, align 8
  %176 = add i64 %175, 1
  store i64 %176, ptr %27, align 8
  br label %397

177:                                              ; preds = %153
  %178 = icmp eq i64 %165, 0
  br i1 %178, label %397, label %179

179:                                              ; preds = %177
  %180 = icmp eq i32 %72, 1
  %181 = load i64, ptr %23, align 8
  %182 = add i64 %181, %157
  br i1 %180, label %183, label %253

183:                                              ; preds = %179
  %184 = load i64, ptr %7, align 8
  %185 = inttoptr i64 %184 to ptr
  %186 = load i64, ptr %8, align 8
  %187 = getelementptr inbounds nuw i8, ptr %185, i64 %186
  %188 = load i64, ptr %6, align 8
  %189 = sub i64 %188, %186
  %190 = add nuw nsw i64 %165, 16
  %191 = icmp ult i64 %189, %190
  br i1 %191, label %402, label %192

192:                                              ; preds = %183
  %193 = load i64, ptr %4, align 8
  %194 = inttoptr i64 %193 to ptr
  %195 = getelementptr inbounds nuw i64, ptr %194, i64 %30
  %196 = load i64, ptr %195, align 8
  %197 = icmp ugt i64 %196, 4294967295999999999
  br i1 %197, label %198, label %201

198:                                              ; preds = %192
  %199 = load i64, ptr %26, align 8
  %200 = add i64 %199, 1
  store i64 %200, ptr %26, align 8
  br label %201

201:                                              ; preds = %198, %192
  %202 = phi i64 [ 0, %198 ], [ %196, %192 ]
  %203 = udiv i64 %202, 1000000000
  %204 = urem i64 %202, 1000000000
  %205 = trunc nuw i64 %203 to i32
  br label %206

206:                                              ; preds = %206, %201
  %207 = phi i32 [ 0, %201 ], [ %213, %206 ]
  %208 = phi ptr [ %187, %201 ], [ %212, %206 ]
  %209 = shl nuw nsw i32 %207, 3
  %210 = lshr i32 %205, %209
  %211 = trunc i32 %210 to i8
  %212 = getelementptr inbounds nuw i8, ptr %208, i64 1
  store i8 %211, ptr %208, align 1
  %213 = add nuw nsw i32 %207, 1
  %214 = icmp eq i32 %213, 4
  br i1 %214, label %215, label %206, !llvm.loop !87

215:                                              ; preds = %206
  %216 = trunc nuw nsw i64 %204 to i32
  br label %217

217:                                              ; preds = %217, %215
  %218 = phi i32 [ 0, %215 ], [ %224, %217 ]
  %219 = phi ptr [ %212, %215 ], [ %223, %217 ]
  %220 = shl nuw nsw i32 %218, 3
  %221 = lshr i32 %216, %220
  %222 = trunc i32 %221 to i8
  %223 = getelementptr inbounds nuw i8, ptr %219, i64 1
  store i8 %222, ptr %219, align 1
  %224 = add nuw nsw i32 %218, 1
  %225 = icmp eq i32 %224, 4
  br i1 %225, label %226, label %217, !llvm.loop !87

226:                                              ; preds = %217
  %227 = trunc nuw nsw i64 %165 to i32
  br label %228

228:                                              ; preds = %228, %226
  %229 = phi i32 [ 0, %226 ], [ %235, %228 ]
  %230 = phi ptr [ %223, %226 ], [ %234, %228 ]
  %231 = shl nuw nsw i32 %229, 3
  %232 = lshr i32 %227, %231
  %233 = trunc i32 %232 to i8
  %234 = getelementptr inbounds nuw i8, ptr %230, i64 1
  store i8 %233, ptr %230, align 1
  %235 = add nuw nsw i32 %229, 1
  %236 = icmp eq i32 %235, 4
  br i1 %236, label %237, label %228, !llvm.loop !87

237:                                              ; preds = %228, %237
  %238 = phi i32 [ %244, %237 ], [ 0, %228 ]
  %239 = phi ptr [ %243, %237 ], [ %234, %228 ]
  %240 = shl nuw nsw i32 %238, 3
  %241 = lshr i32 %172, %240
  %242 = trunc i32 %241 to i8
  %243 = getelementptr inbounds nuw i8, ptr %239, i64 1
  store i8 %242, ptr %239, align 1
  %244 = add nuw nsw i32 %238, 1
  %245 = icmp eq i32 %244, 4
  br i1 %245, label %246, label %237, !llvm.loop !87

246:                                              ; preds = %237
  %247 = inttoptr i64 %182 to ptr
  %248 = tail call ptr @memcpy(ptr noundef nonnull %243, ptr noundef %247, i64 noundef range(i64 1, 262145) %165) #31
  %249 = getelementptr inbounds nuw i8, ptr %243, i64 %165
  %250 = ptrtoint ptr %249 to i64
  %251 = load i64, ptr %7, align 8
  %252 = sub i64 %250, %251
  store i64 %252, ptr %8, align 8
  br label %397

253:                                              ; preds = %179
  %254 = load i64, ptr %4, align 8
  %255 = inttoptr i64 %254 to ptr
  %256 = getelementptr inbounds nuw i64, ptr %255, i64 %30
  %257 = load i64, ptr %256, align 8
  %258 = load i64, ptr %7, align 8
  %259 = inttoptr i64 %258 to ptr
  %260 = load i64, ptr %8, align 8
  %261 = getelementptr inbounds nuw i8, ptr %259, i64 %260
  %262 = sub nsw i64 0, %165
  %263 = and i64 %262, 3
  %264 = add nuw nsw i64 %165, 32
  %265 = add nuw nsw i64 %264, %263
  %266 = getelementptr inbounds nuw i8, ptr %56, i64 24
  %267 = load i64, ptr %266, align 8
  %268 = add i64 %265, %267
  %269 = load i64, ptr %24, align 8
  %270 = inttoptr i64 %269 to ptr
  %271 = getelementptr inbounds nuw i32, ptr %270, i64 %30
  %272 = load i32, ptr %271, align 4
  %273 = load i32, ptr %25, align 4
  %274 = icmp ult i32 %272, %273
  br i1 %274, label %275, label %402

275:                                              ; preds = %253
  %276 = load i64, ptr %5, align 8
  %277 = inttoptr i64 %276 to ptr
  %278 = zext i32 %272 to i64
  %279 = getelementptr inbounds nuw i32, ptr %277, i64 %278
  %280 = load i32, ptr %279, align 4
  %281 = icmp eq i32 %280, -1
  br i1 %281, label %402, label %282

282:                                              ; preds = %275
  %283 = load i64, ptr %6, align 8
  %284 = sub i64 %283, %260
  %285 = icmp ult i64 %284, %268
  br i1 %285, label %402, label %286

286:                                              ; preds = %282
  %287 = icmp eq i64 %257, -1
  br i1 %287, label %288, label %291

288:                                              ; preds = %286
  %289 = load i64, ptr %26, align 8
  %290 = add i64 %289, 1
  store i64 %290, ptr %26, align 8
  br label %291

291:                                              ; preds = %288, %286
  %292 = phi i64 [ 0, %288 ], [ %257, %286 ]
  br label %293

293:                                              ; preds = %293, %291
  %294 = phi i32 [ 0, %291 ], [ %300, %293 ]
  %295 = phi ptr [ %261, %291 ], [ %299, %293 ]
  %296 = shl nuw nsw i32 %294, 3
  %297 = lshr i32 6, %296
  %298 = trunc nuw nsw i32 %297 to i8
  %299 = getelementptr inbounds nuw i8, ptr %295, i64 1
  store i8 %298, ptr %295, align 1
  %300 = add nuw nsw i32 %294, 1
  %301 = icmp eq i32 %300, 4
  br i1 %301, label %302, label %293, !llvm.loop !87

302:                                              ; preds = %293
  %303 = trunc i64 %268 to i32
  br label %304

304:                                              ; preds = %304, %302
  %305 = phi i32 [ 0, %302 ], [ %311, %304 ]
  %306 = phi ptr [ %299, %302 ], [ %310, %304 ]
  %307 = shl nuw nsw i32 %305, 3
  %308 = lshr i32 %303, %307
  %309 = trunc i32 %308 to i8
  %310 = getelementptr inbounds nuw i8, ptr %306, i64 1
  store i8 %309, ptr %306, align 1
  %311 = add nuw nsw i32 %305, 1
  %312 = icmp eq i32 %311, 4
  br i1 %312, label %313, label %304, !llvm.loop !87

313:                                              ; preds = %304, %313
  %314 = phi i32 [ %320, %313 ], [ 0, %304 ]
  %315 = phi ptr [ %319, %313 ], [ %310, %304 ]
  %316 = shl nuw nsw i32 %314, 3
  %317 = lshr i32 %280, %316
  %318 = trunc i32 %317 to i8
  %319 = getelementptr inbounds nuw i8, ptr %315, i64 1
  store i8 %318, ptr %315, align 1
  %320 = add nuw nsw i32 %314, 1
  %321 = icmp eq i32 %320, 4
  br i1 %321, label %322, label %313, !llvm.loop !87

322:                                              ; preds = %313
  %323 = lshr i64 %292, 32
  %324 = trunc nuw i64 %323 to i32
  br label %325

325:                                              ; preds = %325, %322
  %326 = phi i32 [ 0, %322 ], [ %332, %325 ]
  %327 = phi ptr [ %319, %322 ], [ %331, %325 ]
  %328 = shl nuw nsw i32 %326, 3
  %329 = lshr i32 %324, %328
  %330 = trunc i32 %329 to i8
  %331 = getelementptr inbounds nuw i8, ptr %327, i64 1
  store i8 %330, ptr %327, align 1
  %332 = add nuw nsw i32 %326, 1
  %333 = icmp eq i32 %332, 4
  br i1 %333, label %334, label %325, !llvm.loop !87

334:                                              ; preds = %325
  %335 = trunc i64 %292 to i32
  br label %336

336:                                              ; preds = %336, %334
  %337 = phi i32 [ 0, %334 ], [ %343, %336 ]
  %338 = phi ptr [ %331, %334 ], [ %342, %336 ]
  %339 = shl nuw nsw i32 %337, 3
  %340 = lshr i32 %335, %339
  %341 = trunc i32 %340 to i8
  %342 = getelementptr inbounds nuw i8, ptr %338, i64 1
  store i8 %341, ptr %338, align 1
  %343 = add nuw nsw i32 %337, 1
  %344 = icmp eq i32 %343, 4
  br i1 %344, label %345, label %336, !llvm.loop !87

345:                                              ; preds = %336
  %346 = trunc nuw nsw i64 %165 to i32
  br label %347

347:                                              ; preds = %347, %345
  %348 = phi i32 [ 0, %345 ], [ %354, %347 ]
  %349 = phi ptr [ %342, %345 ], [ %353, %347 ]
  %350 = shl nuw nsw i32 %348, 3
  %351 = lshr i32 %346, %350
  %352 = trunc i32 %351 to i8
  %353 = getelementptr inbounds nuw i8, ptr %349, i64 1
  store i8 %352, ptr %349, align 1
  %354 = add nuw nsw i32 %348, 1
  %355 = icmp eq i32 %354, 4
  br i1 %355, label %356, label %347, !llvm.loop !87

356:                                              ; preds = %347, %356
  %357 = phi i32 [ %363, %356 ], [ 0, %347 ]
  %358 = phi ptr [ %362, %356 ], [ %353, %347 ]
  %359 = shl nuw nsw i32 %357, 3
  %360 = lshr i32 %172, %359
  %361 = trunc i32 %360 to i8
  %362 = getelementptr inbounds nuw i8, ptr %358, i64 1
  store i8 %361, ptr %358, align 1
  %363 = add nuw nsw i32 %357, 1
  %364 = icmp eq i32 %363, 4
  br i1 %364, label %365, label %356, !llvm.loop !87

365:                                              ; preds = %356
  %366 = inttoptr i64 %182 to ptr
  %367 = tail call ptr @memcpy(ptr noundef nonnull %362, ptr noundef %366, i64 noundef range(i64 1, 262145) %165) #31
  %368 = getelementptr inbounds nuw i8, ptr %362, i64 %165
  %369 = icmp eq i64 %263, 0
  br i1 %369, label %376, label %370

370:                                              ; preds = %365, %370
  %371 = phi i64 [ %374, %370 ], [ %263, %365 ]
  %372 = phi ptr [ %373, %370 ], [ %368, %365 ]
  %373 = getelementptr inbounds nuw i8, ptr %372, i64 1
  store i8 0, ptr %372, align 1
  %374 = add nsw i64 %371, -1
  %375 = icmp eq i64 %374, 0
  br i1 %375, label %376, label %370, !llvm.loop !88

376:                                              ; preds = %370, %365
  %377 = phi ptr [ %368, %365 ], [ %373, %370 ]
  %378 = getelementptr inbounds nuw i8, ptr %56, i64 16
  %379 = load i64, ptr %378, align 8
  %380 = inttoptr i64 %379 to ptr
  %381 = load i64, ptr %266, align 8
  %382 = tail call ptr @memcpy(ptr noundef nonnull %377, ptr noundef %380, i64 noundef %381) #31
  %383 = getelementptr inbounds nuw i8, ptr %377, i64 %381
  br label %384

384:                                              ; preds = %384, %376
  %385 = phi i32 [ 0, %376 ], [ %391, %384 ]
  %386 = phi ptr [ %383, %376 ], [ %390, %384 ]
  %387 = shl nuw nsw i32 %385, 3
  %388 = lshr i32 %303, %387
  %389 = trunc i32 %388 to i8
  %390 = getelementptr inbounds nuw i8, ptr %386, i64 1
  store i8 %389, ptr %386, align 1
  %391 = add nuw nsw i32 %385, 1
  %392 = icmp eq i32 %391, 4
  br i1 %392, label %393, label %384, !llvm.loop !87

393:                                              ; preds = %384
  %394 = ptrtoint ptr %390 to i64
  %395 = load i64, ptr %7, align 8
  %396 = sub i64 %394, %395
  store i64 %396, ptr %8, align 8
  br label %397

397:                                              ; preds = %141, %174, %177, %246, %393
  %398 = load i64, ptr %9, align 8
  %399 = add i64 %398, 1
  store i64 %399, ptr %9, align 8
  %400 = load i64, ptr %10, align 8
  %401 = icmp ult i64 %399, %400
  br i1 %401, label %29, label %402, !llvm.loop !89

402:                                              ; preds = %397, %55, %74, %183, %275, %282, %253, %1
  %403 = phi i64 [ 0, %1 ], [ 2, %55 ], [ 3, %253 ], [ 1, %282 ], [ 3, %275 ], [ 1, %183 ], [ 1, %74 ], [ 0, %397 ]
  ret i64 %403
}

; Function Attrs: nounwind
define hidden i64 @pp_frame(ptr noundef readonly captures(none) %0, ptr noundef readonly captures(none) %1, ptr noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %8 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %9 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %10 = load i64, ptr %4, align 8
  br label %11

11:                                               ; preds = %3, %147
  %12 = phi i64 [ %10, %3 ], [ %148, %147 ]
  %13 = phi i64 [ %10, %3 ], [ %149, %147 ]
  %14 = phi i1 [ true, %3 ], [ false, %147 ]
  %15 = icmp eq i64 %13, 0
  br i1 %15, label %147, label %16

16:                                               ; preds = %11, %143
  %17 = phi i64 [ %144, %143 ], [ %12, %11 ]
  %18 = phi i64 [ %145, %143 ], [ 0, %11 ]
  %19 = load i64, ptr %1, align 8
  %20 = inttoptr i64 %19 to ptr
  %21 = load i64, ptr %5, align 8
  %22 = inttoptr i64 %21 to ptr
  %23 = getelementptr inbounds nuw i32, ptr %22, i64 %18
  %24 = load i32, ptr %23, align 4
  %25 = zext i32 %24 to i64
  %26 = getelementptr inbounds nuw %struct.link_form, ptr %20, i64 %25
  %27 = load i64, ptr %0, align 8
  %28 = inttoptr i64 %27 to ptr
  %29 = getelementptr inbounds nuw i64, ptr %28, i64 %18
  %30 = icmp eq i64 %18, 0
  %31 = load i64, ptr %6, align 8
  %32 = inttoptr i64 %31 to ptr
  br i1 %30, label %38, label %33

33:                                               ; preds = %16
  %34 = getelementptr i64, ptr %32, i64 %18
  %35 = getelementptr i8, ptr %34, i64 -8
  %36 = load i64, ptr %35, align 8
  %37 = add i64 %36, 14
  br label %38

38:                                               ; preds = %33, %16
  %39 = phi i64 [ %37, %33 ], [ 14, %16 ]
  %40 = load i64, ptr %7, align 8
  %41 = inttoptr i64 %40 to ptr
  %42 = getelementptr inbounds nuw i32, ptr %41, i64 %18
  %43 = getelementptr inbounds nuw i64, ptr %32, i64 %18
  %44 = load i64, ptr %43, align 8
  %45 = load i64, ptr %29, align 8
  %46 = load i32, ptr %26, align 4
  %47 = icmp eq i32 %46, 0
  br i1 %47, label %143, label %48

48:                                               ; preds = %38
  %49 = sub i64 %44, %45
  %50 = load i32, ptr %42, align 4
  %51 = zext i32 %50 to i64
  %52 = tail call i64 @llvm.umax.i64(i64 %49, i64 %51)
  %53 = trunc i64 %52 to i32
  %54 = getelementptr inbounds nuw i8, ptr %2, i64 %45
  %55 = getelementptr inbounds nuw i8, ptr %26, i64 4
  %56 = load i32, ptr %55, align 4
  %57 = zext i32 %56 to i64
  %58 = icmp ult i64 %49, %57
  br i1 %58, label %150, label %59

59:                                               ; preds = %48
  switch i32 %46, label %150 [
    i32 1, label %60
    i32 3, label %78
    i32 2, label %111
  ]

60:                                               ; preds = %59
  %61 = getelementptr inbounds nuw i8, ptr %26, i64 8
  %62 = load i32, ptr %61, align 4
  %63 = zext i32 %62 to i64
  %64 = getelementptr inbounds nuw i8, ptr %54, i64 %63
  %65 = load i8, ptr %64, align 1
  %66 = zext i8 %65 to i32
  %67 = shl nuw nsw i32 %66, 8
  %68 = getelementptr inbounds nuw i8, ptr %64, i64 1
  %69 = load i8, ptr %68, align 1
  %70 = zext i8 %69 to i32
  %71 = or disjoint i32 %67, %70
  %72 = icmp eq i32 %71, 4
  br i1 %72, label %75, label %73

73:                                               ; preds = %60
  %74 = icmp ugt i8 %65, 5
  br i1 %74, label %122, label %150

75:                                               ; preds = %60
  %76 = sub i32 %53, %56
  %77 = tail call i32 @llvm.umin.i32(i32 %76, i32 1535)
  br label %122

78:                                               ; preds = %59
  %79 = load i8, ptr %54, align 1
  %80 = zext i8 %79 to i32
  %81 = getelementptr inbounds nuw i8, ptr %54, i64 1
  %82 = load i8, ptr %81, align 1
  %83 = zext i8 %82 to i32
  %84 = shl nuw nsw i32 %83, 8
  %85 = getelementptr inbounds nuw i8, ptr %54, i64 2
  %86 = load i8, ptr %85, align 1
  %87 = zext i8 %86 to i32
  %88 = shl nuw nsw i32 %87, 16
  %89 = getelementptr inbounds nuw i8, ptr %54, i64 3
  %90 = load i8, ptr %89, align 1
  %91 = zext i8 %90 to i32
  %92 = shl nuw i32 %91, 24
  %93 = or disjoint i32 %84, %88
  %94 = or disjoint i32 %93, %92
  %95 = or disjoint i32 %94, %80
  %96 = shl nuw i32 %80, 24
  %97 = shl nuw nsw i32 %83, 16
  %98 = or disjoint i32 %97, %96
  %99 = shl nuw nsw i32 %87, 8
  %100 = or disjoint i32 %98, %99
  %101 = or disjoint i32 %100, %91
  %102 = tail call i32 @llvm.umin.i32(i32 %95, i32 %101)
  %103 = icmp ult i32 %102, 256
  br i1 %103, label %104, label %150

104:                                              ; preds = %78
  %105 = load i64, ptr %9, align 8
  %106 = inttoptr i64 %105 to ptr
  %107 = zext nneg i32 %102 to i64
  %108 = getelementptr inbounds nuw i16, ptr %106, i64 %107
  %109 = load i16, ptr %108, align 2
  %110 = zext i16 %109 to i32
  br label %122

111:                                              ; preds = %59
  %112 = icmp eq i64 %44, %45
  br i1 %112, label %150, label %113

113:                                              ; preds = %111
  %114 = load i64, ptr %8, align 8
  %115 = inttoptr i64 %114 to ptr
  %116 = load i8, ptr %54, align 1
  %117 = lshr i8 %116, 4
  %118 = zext nneg i8 %117 to i64
  %119 = getelementptr inbounds nuw i16, ptr %115, i64 %118
  %120 = load i16, ptr %119, align 2
  %121 = zext i16 %120 to i32
  br label %122

122:                                              ; preds = %113, %104, %75, %73
  %123 = phi i32 [ %121, %113 ], [ %77, %75 ], [ %110, %104 ], [ %71, %73 ]
  %124 = icmp eq i32 %123, 0
  %125 = add i64 %45, %57
  %126 = icmp ult i64 %125, %39
  %127 = select i1 %124, i1 true, i1 %126
  br i1 %127, label %150, label %128

128:                                              ; preds = %122
  br i1 %14, label %143, label %129

129:                                              ; preds = %128
  %130 = add i64 %45, -14
  %131 = add i64 %130, %57
  store i64 %131, ptr %29, align 8
  %132 = getelementptr inbounds nuw i8, ptr %2, i64 %131
  %133 = tail call ptr @memset(ptr noundef %132, i32 noundef 0, i64 noundef 12) #31
  %134 = lshr i32 %123, 8
  %135 = trunc nuw i32 %134 to i8
  %136 = getelementptr inbounds nuw i8, ptr %132, i64 12
  store i8 %135, ptr %136, align 1
  %137 = trunc i32 %123 to i8
  %138 = getelementptr inbounds nuw i8, ptr %132, i64 13
  store i8 %137, ptr %138, align 1
  %139 = load i32, ptr %55, align 4
  %140 = sub i32 %53, %139
  %141 = tail call i32 @llvm.uadd.sat.i32(i32 %140, i32 14)
  store i32 %141, ptr %42, align 4
  %142 = load i64, ptr %4, align 8
  br label %143

143:                                              ; preds = %129, %128, %38
  %144 = phi i64 [ %142, %129 ], [ %17, %128 ], [ %17, %38 ]
  %145 = add nuw i64 %18, 1
  %146 = icmp ult i64 %145, %144
  br i1 %146, label %16, label %147, !llvm.loop !90

147:                                              ; preds = %143, %11
  %148 = phi i64 [ %12, %11 ], [ %144, %143 ]
  %149 = phi i64 [ 0, %11 ], [ %144, %143 ]
  br i1 %14, label %11, label %150, !llvm.loop !91

150:                                              ; preds = %147, %73, %59, %111, %48, %78, %122
  %151 = phi i64 [ %18, %73 ], [ %18, %122 ], [ %18, %78 ], [ %18, %48 ], [ %18, %111 ], [ %18, %59 ], [ %148, %147 ]
  ret i64 %151
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_sk_redirect_map(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca %struct.socket, align 8
  %7 = alloca i32, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #30
  %8 = trunc i64 %3 to i32
  store i32 %8, ptr %7, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  %9 = icmp ult i64 %4, 2
  br i1 %9, label %10, label %52

10:                                               ; preds = %5
  %11 = ptrtoint ptr %7 to i64
  %12 = call fastcc i32 @find_socket(i64 noundef %2, i64 noundef %11, ptr noundef %6) #29
  %13 = icmp eq i32 %12, 0
  br i1 %13, label %52, label %14

14:                                               ; preds = %10
  %15 = getelementptr inbounds nuw i8, ptr %6, i64 4
  %16 = load i32, ptr %15, align 4
  switch i32 %16, label %35 [
    i32 2, label %17
    i32 10, label %17
  ]

17:                                               ; preds = %14, %14
  %18 = getelementptr inbounds nuw i8, ptr %6, i64 8
  %19 = load i32, ptr %18, align 8
  %20 = icmp eq i32 %19, 1
  br i1 %20, label %25, label %21

21:                                               ; preds = %17
  %22 = getelementptr inbounds nuw i8, ptr %6, i64 72
  %23 = load i32, ptr %22, align 8
  %24 = icmp eq i32 %23, 1
  br i1 %24, label %44, label %52

25:                                               ; preds = %17
  %26 = getelementptr inbounds nuw i8, ptr %6, i64 12
  %27 = load i32, ptr %26, align 4
  %28 = freeze i32 %27
  %29 = icmp eq i32 %28, 6
  %30 = getelementptr inbounds nuw i8, ptr %6, i64 72
  %31 = load i32, ptr %30, align 8
  %32 = icmp eq i32 %31, 10
  %33 = icmp ne i32 %31, 1
  %34 = select i1 %29, i1 %32, i1 %33
  br i1 %34, label %52, label %44

35:                                               ; preds = %14
  %36 = getelementptr inbounds nuw i8, ptr %6, i64 72
  %37 = load i32, ptr %36, align 8
  %38 = icmp ne i32 %37, 1
  %39 = icmp eq i32 %16, 40
  br i1 %39, label %40, label %43

40:                                               ; preds = %35
  %41 = icmp ne i64 %4, 0
  %42 = or i1 %41, %38
  br i1 %42, label %52, label %44

43:                                               ; preds = %35
  br i1 %38, label %52, label %44

44:                                               ; preds = %21, %25, %40, %43
  %45 = getelementptr inbounds nuw i8, ptr %6, i64 80
  %46 = load i64, ptr %45, align 8
  %47 = trunc i64 %46 to i32
  %48 = getelementptr inbounds nuw i8, ptr %0, i64 296
  store i32 2, ptr %48, align 8
  %49 = getelementptr inbounds nuw i8, ptr %0, i64 300
  store i32 %47, ptr %49, align 4
  %50 = getelementptr inbounds nuw i8, ptr %0, i64 280
  store i64 %2, ptr %50, align 8
  %51 = getelementptr inbounds nuw i8, ptr %0, i64 288
  store i64 %4, ptr %51, align 8
  br label %52

52:                                               ; preds = %21, %25, %40, %5, %10, %43, %44
  %53 = phi i64 [ 1, %44 ], [ 0, %5 ], [ 0, %10 ], [ 0, %43 ], [ 0, %40 ], [ 0, %25 ], [ 0, %21 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #30
  ret i64 %53
}

; Function Attrs: nounwind
define internal fastcc range(i64 0, 2) i64 @send_to(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i32 noundef range(i32 0, 2) %4) unnamed_addr #0 {
  %6 = alloca %struct.socket, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  %7 = icmp ult i64 %3, 2
  br i1 %7, label %8, label %72

8:                                                ; preds = %5
  %9 = call fastcc i32 @find_socket(i64 noundef %1, i64 noundef %2, ptr noundef %6) #29
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %72, label %11

11:                                               ; preds = %8
  %12 = getelementptr inbounds nuw i8, ptr %6, i64 4
  %13 = load i32, ptr %12, align 4
  switch i32 %13, label %32 [
    i32 2, label %14
    i32 10, label %14
  ]

14:                                               ; preds = %11, %11
  %15 = getelementptr inbounds nuw i8, ptr %6, i64 8
  %16 = load i32, ptr %15, align 8
  %17 = icmp eq i32 %16, 1
  br i1 %17, label %22, label %18

18:                                               ; preds = %14
  %19 = getelementptr inbounds nuw i8, ptr %6, i64 72
  %20 = load i32, ptr %19, align 8
  %21 = icmp ne i32 %20, 1
  br label %42

22:                                               ; preds = %14
  %23 = getelementptr inbounds nuw i8, ptr %6, i64 12
  %24 = load i32, ptr %23, align 4
  %25 = freeze i32 %24
  %26 = icmp eq i32 %25, 6
  %27 = getelementptr inbounds nuw i8, ptr %6, i64 72
  %28 = load i32, ptr %27, align 8
  %29 = icmp eq i32 %28, 10
  %30 = icmp ne i32 %28, 1
  %31 = select i1 %26, i1 %29, i1 %30
  br label %42

32:                                               ; preds = %11
  %33 = getelementptr inbounds nuw i8, ptr %6, i64 72
  %34 = load i32, ptr %33, align 8
  %35 = icmp ne i32 %34, 1
  %36 = icmp eq i32 %13, 40
  br i1 %36, label %37, label %42

37:                                               ; preds = %32
  %38 = icmp ne i32 %4, 0
  %39 = icmp ne i64 %3, 0
  %40 = or i1 %39, %38
  %41 = or i1 %40, %35
  br label %42

42:                                               ; preds = %22, %18, %37, %32
  %43 = phi i1 [ %41, %37 ], [ %35, %32 ], [ %21, %18 ], [ %31, %22 ]
  %44 = zext i1 %43 to i32
  %45 = icmp eq i32 %4, 0
  %46 = icmp ne i64 %3, 0
  %47 = or i1 %46, %45
  br i1 %47, label %61, label %48

48:                                               ; preds = %42
  switch i32 %13, label %58 [
    i32 2, label %49
    i32 10, label %49
  ]

49:                                               ; preds = %48, %48
  %50 = getelementptr inbounds nuw i8, ptr %6, i64 8
  %51 = load i32, ptr %50, align 8
  %52 = icmp eq i32 %51, 1
  br i1 %52, label %53, label %58

53:                                               ; preds = %49
  %54 = getelementptr inbounds nuw i8, ptr %6, i64 12
  %55 = load i32, ptr %54, align 4
  %56 = icmp ne i32 %55, 6
  %57 = zext i1 %56 to i32
  br label %58

58:                                               ; preds = %48, %49, %53
  %59 = phi i32 [ 1, %49 ], [ 1, %48 ], [ %57, %53 ]
  %60 = or i32 %59, %44
  br label %61

61:                                               ; preds = %58, %42
  %62 = phi i32 [ %44, %42 ], [ %60, %58 ]
  %63 = icmp eq i32 %62, 0
  br i1 %63, label %64, label %72

64:                                               ; preds = %61
  %65 = getelementptr inbounds nuw i8, ptr %6, i64 80
  %66 = load i64, ptr %65, align 8
  %67 = trunc i64 %66 to i32
  %68 = getelementptr inbounds nuw i8, ptr %0, i64 296
  store i32 2, ptr %68, align 8
  %69 = getelementptr inbounds nuw i8, ptr %0, i64 300
  store i32 %67, ptr %69, align 4
  %70 = getelementptr inbounds nuw i8, ptr %0, i64 280
  store i64 %1, ptr %70, align 8
  %71 = getelementptr inbounds nuw i8, ptr %0, i64 288
  store i64 %3, ptr %71, align 8
  br label %72

72:                                               ; preds = %61, %5, %8, %64
  %73 = phi i64 [ 1, %64 ], [ 0, %5 ], [ 0, %8 ], [ 0, %61 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  ret i64 %73
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_msg_redirect_map(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca i32, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  %7 = trunc i64 %3 to i32
  store i32 %7, ptr %6, align 4
  %8 = ptrtoint ptr %6 to i64
  %9 = call fastcc i64 @send_to(ptr noundef %0, i64 noundef %2, i64 noundef %8, i64 noundef %4, i32 noundef 1) #29
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  ret i64 %9
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_sk_redirect_hash(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca %struct.socket, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  %7 = icmp ult i64 %4, 2
  br i1 %7, label %8, label %49

8:                                                ; preds = %5
  %9 = call fastcc i32 @find_socket(i64 noundef %2, i64 noundef %3, ptr noundef %6) #29
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %49, label %11

11:                                               ; preds = %8
  %12 = getelementptr inbounds nuw i8, ptr %6, i64 4
  %13 = load i32, ptr %12, align 4
  switch i32 %13, label %32 [
    i32 2, label %14
    i32 10, label %14
  ]

14:                                               ; preds = %11, %11
  %15 = getelementptr inbounds nuw i8, ptr %6, i64 8
  %16 = load i32, ptr %15, align 8
  %17 = icmp eq i32 %16, 1
  br i1 %17, label %22, label %18

18:                                               ; preds = %14
  %19 = getelementptr inbounds nuw i8, ptr %6, i64 72
  %20 = load i32, ptr %19, align 8
  %21 = icmp eq i32 %20, 1
  br i1 %21, label %41, label %49

22:                                               ; preds = %14
  %23 = getelementptr inbounds nuw i8, ptr %6, i64 12
  %24 = load i32, ptr %23, align 4
  %25 = freeze i32 %24
  %26 = icmp eq i32 %25, 6
  %27 = getelementptr inbounds nuw i8, ptr %6, i64 72
  %28 = load i32, ptr %27, align 8
  %29 = icmp eq i32 %28, 10
  %30 = icmp ne i32 %28, 1
  %31 = select i1 %26, i1 %29, i1 %30
  br i1 %31, label %49, label %41

32:                                               ; preds = %11
  %33 = getelementptr inbounds nuw i8, ptr %6, i64 72
  %34 = load i32, ptr %33, align 8
  %35 = icmp ne i32 %34, 1
  %36 = icmp eq i32 %13, 40
  br i1 %36, label %37, label %40

37:                                               ; preds = %32
  %38 = icmp ne i64 %4, 0
  %39 = or i1 %38, %35
  br i1 %39, label %49, label %41

40:                                               ; preds = %32
  br i1 %35, label %49, label %41

41:                                               ; preds = %18, %22, %37, %40
  %42 = getelementptr inbounds nuw i8, ptr %6, i64 80
  %43 = load i64, ptr %42, align 8
  %44 = trunc i64 %43 to i32
  %45 = getelementptr inbounds nuw i8, ptr %0, i64 296
  store i32 2, ptr %45, align 8
  %46 = getelementptr inbounds nuw i8, ptr %0, i64 300
  store i32 %44, ptr %46, align 4
  %47 = getelementptr inbounds nuw i8, ptr %0, i64 280
  store i64 %2, ptr %47, align 8
  %48 = getelementptr inbounds nuw i8, ptr %0, i64 288
  store i64 %4, ptr %48, align 8
  br label %49

49:                                               ; preds = %18, %22, %37, %5, %8, %40, %41
  %50 = phi i64 [ 1, %41 ], [ 0, %5 ], [ 0, %8 ], [ 0, %40 ], [ 0, %37 ], [ 0, %22 ], [ 0, %18 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  ret i64 %50
}

; Function Attrs: nounwind
define hidden range(i64 0, 2) i64 @pp_msg_redirect_hash(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = tail call fastcc i64 @send_to(ptr noundef %0, i64 noundef %2, i64 noundef %3, i64 noundef %4, i32 noundef 1) #29
  ret i64 %6
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_sk_select_reuseport(ptr noundef writeonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca %struct.socket, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  %7 = call fastcc i32 @find_socket(i64 noundef %2, i64 noundef %3, ptr noundef %6) #29
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %41, label %9

9:                                                ; preds = %5
  %10 = inttoptr i64 %2 to ptr
  %11 = load i32, ptr %10, align 8
  %12 = icmp eq i32 %11, 20
  br i1 %12, label %33, label %13

13:                                               ; preds = %9
  %14 = getelementptr inbounds nuw i8, ptr %6, i64 4
  %15 = load i32, ptr %14, align 4
  switch i32 %15, label %41 [
    i32 2, label %16
    i32 10, label %16
  ]

16:                                               ; preds = %13, %13
  %17 = getelementptr inbounds nuw i8, ptr %6, i64 8
  %18 = load i32, ptr %17, align 8
  %19 = icmp eq i32 %18, 2
  %20 = getelementptr inbounds nuw i8, ptr %6, i64 12
  %21 = load i32, ptr %20, align 4
  %22 = icmp eq i32 %21, 17
  %23 = select i1 %19, i1 %22, i1 false
  br i1 %23, label %33, label %24

24:                                               ; preds = %16
  switch i32 %15, label %41 [
    i32 2, label %25
    i32 10, label %25
  ]

25:                                               ; preds = %24, %24
  %26 = icmp eq i32 %18, 1
  br i1 %26, label %27, label %41

27:                                               ; preds = %25
  %28 = icmp eq i32 %21, 6
  %29 = getelementptr inbounds nuw i8, ptr %6, i64 72
  %30 = load i32, ptr %29, align 8
  %31 = icmp eq i32 %30, 10
  %32 = select i1 %28, i1 %31, i1 false
  br i1 %32, label %33, label %41

33:                                               ; preds = %16, %27, %9
  %34 = getelementptr inbounds nuw i8, ptr %6, i64 80
  %35 = load i64, ptr %34, align 8
  %36 = trunc i64 %35 to i32
  %37 = getelementptr inbounds nuw i8, ptr %0, i64 296
  store i32 2, ptr %37, align 8
  %38 = getelementptr inbounds nuw i8, ptr %0, i64 300
  store i32 %36, ptr %38, align 4
  %39 = getelementptr inbounds nuw i8, ptr %0, i64 280
  store i64 %2, ptr %39, align 8
  %40 = getelementptr inbounds nuw i8, ptr %0, i64 288
  store i64 0, ptr %40, align 8
  br label %41

41:                                               ; preds = %13, %24, %25, %27, %5, %33
  %42 = phi i64 [ 0, %33 ], [ -2, %5 ], [ -22, %27 ], [ -22, %25 ], [ -22, %24 ], [ -22, %13 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  ret i64 %42
}

; Function Attrs: nounwind
define internal fastcc range(i32 0, 2) i32 @find_socket(i64 noundef %0, i64 noundef %1, ptr noundef nonnull writeonly captures(none) %2) unnamed_addr #0 {
  %4 = inttoptr i64 %0 to ptr
  %5 = getelementptr inbounds nuw i8, ptr %4, i64 88
  %6 = atomicrmw xchg ptr %5, i32 1 acquire, align 8
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %26, label %12

8:                                                ; preds = %23, %12
  %9 = phi i32 [ %13, %12 ], [ %18, %23 ]
  %10 = atomicrmw xchg ptr %5, i32 1 acquire, align 8
  %11 = icmp eq i32 %10, 0
  br i1 %11, label %26, label %12, !llvm.loop !21

12:                                               ; preds = %3, %8
  %13 = phi i32 [ %9, %8 ], [ 0, %3 ]
  %14 = load atomic i32, ptr %5 monotonic, align 8
  %15 = icmp eq i32 %14, 0
  br i1 %15, label %8, label %16

16:                                               ; preds = %12, %23
  %17 = phi i32 [ %18, %23 ], [ %13, %12 ]
  %18 = add i32 %17, 1
  %19 = and i32 %18, 255
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %21, label %23

21:                                               ; preds = %16
  %22 = tail call i32 @sched_yield() #31
  br label %23

23:                                               ; preds = %21, %16
  %24 = load atomic i32, ptr %5 monotonic, align 8
  %25 = icmp eq i32 %24, 0
  br i1 %25, label %8, label %16, !llvm.loop !22

26:                                               ; preds = %8, %3
  %27 = inttoptr i64 %1 to ptr
  %28 = getelementptr inbounds nuw i8, ptr %4, i64 104
  %29 = load i32, ptr %28, align 8
  %30 = zext i32 %29 to i64
  %31 = getelementptr inbounds nuw i8, ptr %4, i64 4
  %32 = load i32, ptr %31, align 4
  %33 = mul nuw i64 %30, 4294967297
  %34 = xor i64 %33, -7046029254386353131
  %35 = or i64 %34, 1
  %36 = icmp ugt i32 %32, 7
  br i1 %36, label %37, label %53

37:                                               ; preds = %26
  %38 = zext i64 %35 to i128
  br label %39

39:                                               ; preds = %39, %37
  %40 = phi ptr [ %27, %37 ], [ %51, %39 ]
  %41 = phi i32 [ %32, %37 ], [ %50, %39 ]
  %42 = phi i64 [ %34, %37 ], [ %49, %39 ]
  %43 = load i64, ptr %40, align 1
  %44 = xor i64 %43, %42
  %45 = zext i64 %44 to i128
  %46 = mul nuw i128 %45, %38
  %47 = lshr i128 %46, 64
  %48 = xor i128 %47, %46
  %49 = trunc i128 %48 to i64
  %50 = add i32 %41, -8
  %51 = getelementptr inbounds nuw i8, ptr %40, i64 8
  %52 = icmp ugt i32 %50, 7
  br i1 %52, label %39, label %53, !llvm.loop !15

53:                                               ; preds = %39, %26
  %54 = phi i64 [ %34, %26 ], [ %49, %39 ]
  %55 = phi i32 [ %32, %26 ], [ %50, %39 ]
  %56 = phi ptr [ %27, %26 ], [ %51, %39 ]
  %57 = icmp eq i32 %55, 0
  br i1 %57, label %89, label %58

58:                                               ; preds = %53
  %59 = icmp samesign ult i32 %55, 4
  br i1 %59, label %64, label %60

60:                                               ; preds = %58
  %61 = load i32, ptr %56, align 1
  %62 = zext i32 %61 to i64
  %63 = getelementptr inbounds nuw i8, ptr %56, i64 4
  br label %64

64:                                               ; preds = %60, %58
  %65 = phi i64 [ %62, %60 ], [ 0, %58 ]
  %66 = phi ptr [ %63, %60 ], [ %56, %58 ]
  %67 = and i32 %55, 3
  %68 = icmp eq i32 %67, 0
  br i1 %68, label %80, label %69

69:                                               ; preds = %64, %69
  %70 = phi ptr [ %78, %69 ], [ %66, %64 ]
  %71 = phi i64 [ %76, %69 ], [ %65, %64 ]
  %72 = phi i32 [ %77, %69 ], [ %67, %64 ]
  %73 = shl i64 %71, 8
  %74 = load i8, ptr %70, align 1
  %75 = zext i8 %74 to i64
  %76 = or disjoint i64 %73, %75
  %77 = add nsw i32 %72, -1
  %78 = getelementptr inbounds nuw i8, ptr %70, i64 1
  %79 = icmp eq i32 %77, 0
  br i1 %79, label %80, label %69, !llvm.loop !16

80:                                               ; preds = %69, %64
  %81 = phi i64 [ %65, %64 ], [ %76, %69 ]
  %82 = xor i64 %81, %54
  %83 = zext i64 %82 to i128
  %84 = zext i64 %35 to i128
  %85 = mul nuw i128 %83, %84
  %86 = lshr i128 %85, 64
  %87 = xor i128 %86, %85
  %88 = trunc i128 %87 to i64
  br label %89

89:                                               ; preds = %53, %80
  %90 = phi i64 [ %88, %80 ], [ %54, %53 ]
  %91 = mul i64 %90, -7046029254386353131
  %92 = lshr i64 %91, 32
  %93 = trunc nuw i64 %92 to i32
  %94 = getelementptr inbounds nuw i8, ptr %4, i64 64
  %95 = load i64, ptr %94, align 8
  %96 = inttoptr i64 %95 to ptr
  %97 = getelementptr inbounds nuw i8, ptr %4, i64 72
  %98 = load i64, ptr %97, align 8
  %99 = inttoptr i64 %98 to ptr
  %100 = getelementptr inbounds nuw i8, ptr %4, i64 24
  %101 = load i32, ptr %100, align 8
  %102 = getelementptr inbounds nuw i8, ptr %4, i64 56
  %103 = load i64, ptr %102, align 8
  %104 = inttoptr i64 %103 to ptr
  %105 = getelementptr inbounds nuw i8, ptr %4, i64 28
  %106 = load i32, ptr %105, align 4
  %107 = and i32 %106, %93
  %108 = zext i32 %107 to i64
  %109 = getelementptr inbounds nuw i32, ptr %104, i64 %108
  %110 = load atomic i32, ptr %109 monotonic, align 4
  %111 = icmp eq i32 %110, 0
  br i1 %111, label %177, label %112

112:                                              ; preds = %89
  %113 = getelementptr inbounds nuw i8, ptr %4, i64 48
  %114 = getelementptr inbounds nuw i8, ptr %4, i64 20
  br label %115

115:                                              ; preds = %163, %112
  %116 = phi i32 [ %101, %112 ], [ %166, %163 ]
  %117 = phi i32 [ %110, %112 ], [ %165, %163 ]
  %118 = icmp ule i32 %117, %101
  %119 = icmp ne i32 %116, 0
  %120 = select i1 %118, i1 %119, i1 false
  br i1 %120, label %121, label %177

121:                                              ; preds = %115
  %122 = add i32 %117, -1
  %123 = zext i32 %122 to i64
  %124 = getelementptr inbounds nuw i32, ptr %99, i64 %123
  %125 = load i32, ptr %124, align 4
  %126 = icmp eq i32 %125, %93
  br i1 %126, label %127, label %163

127:                                              ; preds = %121
  %128 = load i64, ptr %113, align 8
  %129 = inttoptr i64 %128 to ptr
  %130 = load i32, ptr %114, align 4
  %131 = zext i32 %130 to i64
  %132 = mul nuw i64 %131, %123
  %133 = getelementptr inbounds nuw i8, ptr %129, i64 %132
  br i1 %36, label %139, label %134

134:                                              ; preds = %146, %127
  %135 = phi ptr [ %133, %127 ], [ %149, %146 ]
  %136 = phi i32 [ %32, %127 ], [ %147, %146 ]
  %137 = phi ptr [ %27, %127 ], [ %148, %146 ]
  %138 = icmp eq i32 %136, 0
  br i1 %138, label %168, label %151

139:                                              ; preds = %127, %146
  %140 = phi ptr [ %148, %146 ], [ %27, %127 ]
  %141 = phi i32 [ %147, %146 ], [ %32, %127 ]
  %142 = phi ptr [ %149, %146 ], [ %133, %127 ]
  %143 = load i64, ptr %140, align 1
  %144 = load i64, ptr %142, align 1
  %145 = icmp eq i64 %143, %144
  br i1 %145, label %146, label %163

146:                                              ; preds = %139
  %147 = add i32 %141, -8
  %148 = getelementptr inbounds nuw i8, ptr %140, i64 8
  %149 = getelementptr inbounds nuw i8, ptr %142, i64 8
  %150 = icmp ugt i32 %147, 7
  br i1 %150, label %139, label %134, !llvm.loop !17

151:                                              ; preds = %134, %158
  %152 = phi ptr [ %160, %158 ], [ %137, %134 ]
  %153 = phi i32 [ %159, %158 ], [ %136, %134 ]
  %154 = phi ptr [ %161, %158 ], [ %135, %134 ]
  %155 = load i8, ptr %152, align 1
  %156 = load i8, ptr %154, align 1
  %157 = icmp eq i8 %155, %156
  br i1 %157, label %158, label %163

158:                                              ; preds = %151
  %159 = add nsw i32 %153, -1
  %160 = getelementptr inbounds nuw i8, ptr %152, i64 1
  %161 = getelementptr inbounds nuw i8, ptr %154, i64 1
  %162 = icmp eq i32 %159, 0
  br i1 %162, label %168, label %151, !llvm.loop !18

163:                                              ; preds = %139, %151, %121
  %164 = getelementptr inbounds nuw i32, ptr %96, i64 %123
  %165 = load atomic i32, ptr %164 monotonic, align 4
  %166 = add i32 %116, -1
  %167 = icmp eq i32 %165, 0
  br i1 %167, label %177, label %115, !llvm.loop !19

168:                                              ; preds = %134, %158
  %169 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %170 = load i64, ptr %169, align 8
  %171 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %172 = load i32, ptr %171, align 8
  %173 = zext i32 %172 to i64
  %174 = mul nuw i64 %173, %123
  %175 = add i64 %174, %170
  %176 = inttoptr i64 %175 to ptr
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(88) %2, ptr noundef nonnull align 1 dereferenceable(88) %176, i64 88, i1 false)
  br label %177

177:                                              ; preds = %115, %163, %89, %168
  %178 = phi i32 [ 0, %89 ], [ 1, %168 ], [ 0, %163 ], [ 0, %115 ]
  store atomic i32 0, ptr %5 release, align 8
  ret i32 %178
}

; Function Attrs: nounwind
define hidden range(i64 -95, 1) i64 @pp_sock_map_update(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca i32, align 4
  %7 = alloca %struct.socket, align 8
  %8 = inttoptr i64 %1 to ptr
  %9 = load i32, ptr %8, align 1
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #30
  store i32 0, ptr %7, align 8
  %10 = getelementptr inbounds nuw i8, ptr %7, i64 4
  %11 = add i64 %1, 20
  %12 = inttoptr i64 %11 to ptr
  %13 = load i32, ptr %12, align 1
  store i32 %13, ptr %10, align 4
  %14 = getelementptr inbounds nuw i8, ptr %7, i64 8
  store i32 1, ptr %14, align 8
  %15 = getelementptr inbounds nuw i8, ptr %7, i64 12
  store i32 6, ptr %15, align 4
  %16 = getelementptr inbounds nuw i8, ptr %7, i64 16
  store i32 0, ptr %16, align 8
  %17 = getelementptr inbounds nuw i8, ptr %7, i64 20
  store i32 0, ptr %17, align 4
  %18 = getelementptr inbounds nuw i8, ptr %7, i64 24
  %19 = add i64 %1, 28
  %20 = inttoptr i64 %19 to ptr
  %21 = load i32, ptr %20, align 1
  store i32 %21, ptr %18, align 8
  %22 = getelementptr inbounds nuw i8, ptr %7, i64 28
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 4 dereferenceable(16) %22, i8 0, i64 16, i1 false)
  %23 = getelementptr inbounds nuw i8, ptr %7, i64 44
  %24 = add i64 %1, 68
  %25 = inttoptr i64 %24 to ptr
  %26 = load i32, ptr %25, align 1
  store i32 %26, ptr %23, align 4
  %27 = getelementptr inbounds nuw i8, ptr %7, i64 48
  %28 = add i64 %1, 66
  %29 = inttoptr i64 %28 to ptr
  %30 = load i16, ptr %29, align 1
  store i16 %30, ptr %27, align 8
  %31 = getelementptr inbounds nuw i8, ptr %7, i64 50
  store i16 0, ptr %31, align 2
  %32 = getelementptr inbounds nuw i8, ptr %7, i64 52
  %33 = add i64 %1, 24
  %34 = inttoptr i64 %33 to ptr
  %35 = load i32, ptr %34, align 1
  store i32 %35, ptr %32, align 4
  %36 = getelementptr inbounds nuw i8, ptr %7, i64 56
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %36, i8 0, i64 16, i1 false)
  %37 = getelementptr inbounds nuw i8, ptr %7, i64 72
  %38 = add i64 %1, 88
  %39 = inttoptr i64 %38 to ptr
  %40 = load i32, ptr %39, align 1
  store i32 %40, ptr %37, align 8
  %41 = getelementptr inbounds nuw i8, ptr %7, i64 76
  store i32 -1, ptr %41, align 4
  %42 = getelementptr inbounds nuw i8, ptr %7, i64 80
  store i64 0, ptr %42, align 8
  switch i32 %9, label %123 [
    i32 11, label %43
    i32 5, label %43
    i32 4, label %43
  ]

43:                                               ; preds = %5, %5, %5
  %44 = add i64 %1, 48
  %45 = add i64 %1, 32
  br label %54

46:                                               ; preds = %54
  %47 = load i32, ptr %37, align 8
  switch i32 %47, label %48 [
    i32 6, label %123
    i32 12, label %123
  ]

48:                                               ; preds = %46
  switch i32 %13, label %123 [
    i32 40, label %52
    i32 1, label %49
    i32 2, label %51
    i32 10, label %51
  ]

49:                                               ; preds = %48
  %50 = icmp eq i32 %47, 1
  br i1 %50, label %67, label %123

51:                                               ; preds = %48, %48
  switch i32 %47, label %123 [
    i32 10, label %67
    i32 1, label %67
  ]

52:                                               ; preds = %48
  %53 = icmp eq i32 %47, 1
  br i1 %53, label %67, label %123

54:                                               ; preds = %43, %54
  %55 = phi i64 [ 0, %43 ], [ %65, %54 ]
  %56 = shl nuw nsw i64 %55, 2
  %57 = add i64 %44, %56
  %58 = inttoptr i64 %57 to ptr
  %59 = load i32, ptr %58, align 1
  %60 = getelementptr inbounds nuw i32, ptr %22, i64 %55
  store i32 %59, ptr %60, align 4
  %61 = add i64 %45, %56
  %62 = inttoptr i64 %61 to ptr
  %63 = load i32, ptr %62, align 1
  %64 = getelementptr inbounds nuw i32, ptr %36, i64 %55
  store i32 %63, ptr %64, align 4
  %65 = add nuw nsw i64 %55, 1
  %66 = icmp eq i64 %65, 4
  br i1 %66, label %46, label %54, !llvm.loop !92

67:                                               ; preds = %51, %51, %49, %52
  %68 = inttoptr i64 %2 to ptr
  call void @llvm.lifetime.start.p0(ptr nonnull %6)
  %69 = icmp ugt i64 %4, 2
  br i1 %69, label %121, label %70

70:                                               ; preds = %67
  %71 = inttoptr i64 %3 to ptr
  %72 = getelementptr inbounds nuw i8, ptr %68, i64 4
  %73 = load i32, ptr %72, align 4
  %74 = tail call i32 @llvm.umin.i32(i32 %73, i32 4)
  %75 = zext nneg i32 %74 to i64
  call void @llvm.memcpy.p0.p0.i64(ptr nonnull align 4 %6, ptr align 1 %71, i64 %75, i1 false)
  %76 = load i32, ptr %68, align 8
  %77 = icmp eq i32 %76, 15
  br i1 %77, label %78, label %83

78:                                               ; preds = %70
  %79 = load i32, ptr %6, align 4
  %80 = getelementptr inbounds nuw i8, ptr %68, i64 12
  %81 = load i32, ptr %80, align 4
  %82 = icmp ult i32 %79, %81
  br i1 %82, label %83, label %121

83:                                               ; preds = %78, %70
  %84 = load i64, ptr %42, align 8
  %85 = icmp eq i64 %84, 0
  br i1 %85, label %86, label %118

86:                                               ; preds = %83
  %87 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %88 = load i64, ptr %87, align 8
  %89 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %90 = load i64, ptr %89, align 8
  %91 = icmp eq i64 %90, 0
  br i1 %91, label %116, label %92

92:                                               ; preds = %86
  %93 = inttoptr i64 %90 to ptr
  %94 = load i64, ptr %93, align 8
  %95 = and i64 %94, 128
  %96 = icmp eq i64 %95, 0
  %97 = and i64 %94, 2048
  %98 = icmp eq i64 %97, 0
  br i1 %98, label %112, label %99

99:                                               ; preds = %92
  %100 = getelementptr inbounds nuw i8, ptr %93, i64 14088
  %101 = ptrtoint ptr %100 to i64
  %102 = sub i64 %88, %101
  %103 = getelementptr inbounds nuw i8, ptr %93, i64 14080
  %104 = load i64, ptr %103, align 8
  %105 = mul i64 %104, 96
  %106 = icmp ult i64 %102, %105
  br i1 %106, label %107, label %112

107:                                              ; preds = %99
  %108 = udiv i64 %102, 96
  %109 = getelementptr inbounds nuw %struct.open_socket, ptr %100, i64 %108
  %110 = getelementptr inbounds nuw i8, ptr %109, i64 80
  %111 = load i64, ptr %110, align 8
  br label %116

112:                                              ; preds = %99, %92
  br i1 %96, label %116, label %113

113:                                              ; preds = %112
  %114 = getelementptr inbounds nuw i8, ptr %93, i64 88
  %115 = load i64, ptr %114, align 8
  br label %116

116:                                              ; preds = %113, %112, %107, %86
  %117 = phi i64 [ %111, %107 ], [ %115, %113 ], [ 1, %112 ], [ 1, %86 ]
  store i64 %117, ptr %42, align 8
  br label %118

118:                                              ; preds = %116, %83
  %119 = ptrtoint ptr %7 to i64
  %120 = call fastcc i64 @update_hash(ptr noundef %0, i64 noundef %2, i64 noundef %3, i64 noundef %119, i64 noundef %4, i32 noundef 0) #29
  br label %121

121:                                              ; preds = %67, %78, %118
  %122 = phi i64 [ %120, %118 ], [ -22, %67 ], [ -7, %78 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6)
  br label %123

123:                                              ; preds = %51, %48, %52, %49, %46, %46, %5, %121
  %124 = phi i64 [ %122, %121 ], [ -95, %5 ], [ -95, %46 ], [ -95, %46 ], [ -95, %48 ], [ -95, %49 ], [ -95, %51 ], [ -95, %52 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #30
  ret i64 %124
}

; Function Attrs: nounwind
define hidden i64 @pp_check_object(ptr noundef %0, i64 noundef %1, i32 noundef %2) local_unnamed_addr #0 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %5 = load i64, ptr %4, align 8
  %6 = icmp eq i64 %5, 0
  br i1 %6, label %23, label %7

7:                                                ; preds = %3
  %8 = inttoptr i64 %5 to ptr
  %9 = load i64, ptr %8, align 8
  %10 = and i64 %9, 2048
  %11 = icmp eq i64 %10, 0
  br i1 %11, label %23, label %12

12:                                               ; preds = %7
  %13 = getelementptr inbounds nuw i8, ptr %8, i64 14088
  %14 = ptrtoint ptr %13 to i64
  %15 = sub i64 %1, %14
  %16 = getelementptr inbounds nuw i8, ptr %8, i64 14080
  %17 = load i64, ptr %16, align 8
  %18 = mul i64 %17, 96
  %19 = icmp ult i64 %15, %18
  br i1 %19, label %20, label %23

20:                                               ; preds = %12
  %21 = udiv i64 %15, 96
  %22 = getelementptr inbounds nuw %struct.open_socket, ptr %13, i64 %21
  br label %23

23:                                               ; preds = %3, %7, %12, %20
  %24 = phi ptr [ %22, %20 ], [ null, %12 ], [ null, %3 ], [ null, %7 ]
  %25 = icmp eq i64 %1, 0
  br i1 %25, label %100, label %26

26:                                               ; preds = %23
  %27 = icmp eq ptr %24, null
  br i1 %27, label %31, label %28

28:                                               ; preds = %26
  %29 = getelementptr inbounds nuw i8, ptr %24, i64 80
  %30 = load i64, ptr %29, align 8
  br label %100

31:                                               ; preds = %26
  %32 = add i64 %1, 131391639519231
  %33 = icmp ult i64 %32, 4294967295
  br i1 %33, label %34, label %36

34:                                               ; preds = %31
  %35 = add nsw i64 %1, 131391639519232
  br label %100

36:                                               ; preds = %31
  %37 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %38 = load i64, ptr %37, align 8
  %39 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %40 = load i64, ptr %39, align 8
  %41 = icmp uge i64 %1, %38
  %42 = icmp ult i64 %1, %40
  %43 = and i1 %41, %42
  br i1 %43, label %44, label %77

44:                                               ; preds = %36
  %45 = sub nuw i64 %40, %1
  %46 = icmp ult i64 %45, 88
  br i1 %46, label %54, label %47

47:                                               ; preds = %44
  %48 = add i64 %1, 80
  %49 = inttoptr i64 %48 to ptr
  %50 = load i64, ptr %49, align 1
  %51 = icmp ne i64 %50, 0
  %52 = or i1 %6, %51
  %53 = select i1 %51, i64 %50, i64 1
  br i1 %52, label %100, label %55

54:                                               ; preds = %44
  br i1 %6, label %100, label %55

55:                                               ; preds = %47, %54
  %56 = inttoptr i64 %5 to ptr
  %57 = load i64, ptr %56, align 8
  %58 = and i64 %57, 128
  %59 = icmp eq i64 %58, 0
  %60 = and i64 %57, 2048
  %61 = icmp eq i64 %60, 0
  br i1 %61, label %74, label %62

62:                                               ; preds = %55
  %63 = getelementptr inbounds nuw i8, ptr %56, i64 14088
  %64 = ptrtoint ptr %63 to i64
  %65 = sub i64 %1, %64
  %66 = getelementptr inbounds nuw i8, ptr %56, i64 14080
  %67 = load i64, ptr %66, align 8
  %68 = mul i64 %67, 96
  %69 = icmp ult i64 %65, %68
  br i1 %69, label %70, label %74

70:                                               ; preds = %62
  %71 = udiv i64 %65, 96
  %72 = getelementptr inbounds nuw %struct.open_socket, ptr %63, i64 %71
  %73 = getelementptr inbounds nuw i8, ptr %72, i64 80
  br label %94

74:                                               ; preds = %62, %55
  br i1 %59, label %100, label %75

75:                                               ; preds = %74
  %76 = getelementptr inbounds nuw i8, ptr %56, i64 88
  br label %94

77:                                               ; preds = %36
  %78 = tail call fastcc ptr @map_around(ptr noundef nonnull %0, i64 noundef %1) #29
  %79 = icmp eq ptr %78, null
  br i1 %79, label %99, label %80

80:                                               ; preds = %77
  %81 = load i32, ptr %78, align 8
  switch i32 %81, label %99 [
    i32 15, label %82
    i32 18, label %82
    i32 20, label %82
  ]

82:                                               ; preds = %80, %80, %80
  %83 = getelementptr inbounds nuw i8, ptr %78, i64 32
  %84 = load i64, ptr %83, align 8
  %85 = sub i64 %1, %84
  %86 = getelementptr inbounds nuw i8, ptr %78, i64 16
  %87 = load i32, ptr %86, align 8
  %88 = zext i32 %87 to i64
  %89 = urem i64 %85, %88
  %90 = icmp eq i64 %89, 0
  br i1 %90, label %91, label %99

91:                                               ; preds = %82
  %92 = add i64 %1, 80
  %93 = inttoptr i64 %92 to ptr
  br label %94

94:                                               ; preds = %91, %75, %70
  %95 = phi ptr [ %73, %70 ], [ %93, %91 ], [ %76, %75 ]
  %96 = load i64, ptr %95, align 1
  %97 = freeze i64 %96
  %98 = icmp eq i64 %97, 0
  br i1 %98, label %99, label %100

99:                                               ; preds = %80, %82, %77, %94
  br label %100

100:                                              ; preds = %47, %74, %54, %99, %94, %23, %34, %28
  %101 = phi i64 [ %30, %28 ], [ %35, %34 ], [ -1, %23 ], [ %1, %99 ], [ %97, %94 ], [ 1, %74 ], [ 1, %54 ], [ %53, %47 ]
  ret i64 %101
}

; Function Attrs: nounwind
define internal fastcc ptr @map_around(ptr noundef %0, i64 noundef %1) unnamed_addr #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %4 = load i64, ptr %3, align 8, !noalias !93
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %6 = load i64, ptr %5, align 8, !noalias !93
  %7 = sub i64 %6, %4
  %8 = icmp ugt i64 %7, 192
  %9 = inttoptr i64 %4 to ptr
  br i1 %8, label %12, label %10

10:                                               ; preds = %2
  %11 = inttoptr i64 %6 to ptr
  br label %53

12:                                               ; preds = %2
  %13 = getelementptr inbounds i8, ptr %9, i64 -8
  %14 = load i64, ptr %13, align 8, !noalias !96
  %15 = inttoptr i64 %6 to ptr
  %16 = icmp eq i64 %14, 0
  br i1 %16, label %53, label %17

17:                                               ; preds = %12
  %18 = inttoptr i64 %14 to ptr
  %19 = getelementptr inbounds nuw i8, ptr %18, i64 24
  %20 = load i64, ptr %18, align 8, !noalias !96
  %21 = getelementptr inbounds nuw i64, ptr %19, i64 %20
  %22 = getelementptr inbounds nuw i8, ptr %18, i64 8
  %23 = load i64, ptr %22, align 8, !noalias !96
  %24 = mul i64 %23, 24
  %25 = getelementptr inbounds nuw i8, ptr %21, i64 %24
  %26 = getelementptr inbounds nuw i8, ptr %18, i64 16
  %27 = load i64, ptr %26, align 8, !noalias !96
  %28 = getelementptr inbounds nuw i64, ptr %25, i64 %27
  %29 = icmp eq i64 %23, 0
  br i1 %29, label %53, label %30

30:                                               ; preds = %17, %45
  %31 = phi i64 [ %47, %45 ], [ %23, %17 ]
  %32 = phi i64 [ %46, %45 ], [ 0, %17 ]
  %33 = add i64 %32, %31
  %34 = lshr i64 %33, 1
  %35 = getelementptr inbounds nuw %struct.map_slot, ptr %21, i64 %34
  %36 = getelementptr inbounds nuw i8, ptr %35, i64 8
  %37 = load i64, ptr %36, align 8
  %38 = icmp ult i64 %1, %37
  br i1 %38, label %45, label %39

39:                                               ; preds = %30
  %40 = getelementptr inbounds nuw i8, ptr %35, i64 16
  %41 = load i64, ptr %40, align 8
  %42 = icmp ult i64 %1, %41
  br i1 %42, label %49, label %43

43:                                               ; preds = %39
  %44 = add nuw i64 %34, 1
  br label %45

45:                                               ; preds = %43, %30
  %46 = phi i64 [ %32, %30 ], [ %44, %43 ]
  %47 = phi i64 [ %34, %30 ], [ %31, %43 ]
  %48 = icmp ult i64 %46, %47
  br i1 %48, label %30, label %53, !llvm.loop !99

49:                                               ; preds = %39
  %50 = load i64, ptr %35, align 8
  %51 = inttoptr i64 %50 to ptr
  %52 = icmp eq i64 %50, 0
  br i1 %52, label %53, label %141

53:                                               ; preds = %45, %17, %10, %12, %49
  %54 = phi i64 [ 1, %49 ], [ 3, %10 ], [ 3, %12 ], [ 1, %17 ], [ 1, %45 ]
  %55 = phi ptr [ %25, %49 ], [ %9, %10 ], [ %9, %12 ], [ %25, %17 ], [ %25, %45 ]
  %56 = phi ptr [ %28, %49 ], [ %11, %10 ], [ %15, %12 ], [ %28, %17 ], [ %28, %45 ]
  %57 = phi ptr [ %15, %49 ], [ %11, %10 ], [ %15, %12 ], [ %15, %17 ], [ %15, %45 ]
  %58 = phi ptr [ %15, %49 ], [ %9, %10 ], [ %9, %12 ], [ %15, %17 ], [ %15, %45 ]
  %59 = getelementptr inbounds nuw i8, ptr %0, i64 328
  %60 = getelementptr inbounds nuw i8, ptr %0, i64 488
  %61 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %62 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %63

63:                                               ; preds = %140, %53
  %64 = phi ptr [ %55, %53 ], [ %119, %140 ]
  %65 = phi ptr [ %58, %53 ], [ %118, %140 ]
  %66 = phi ptr [ null, %53 ], [ %117, %140 ]
  %67 = phi i64 [ 0, %53 ], [ %116, %140 ]
  %68 = icmp ult ptr %65, %57
  br i1 %68, label %110, label %69

69:                                               ; preds = %63, %103
  %70 = phi ptr [ %109, %103 ], [ %64, %63 ]
  %71 = phi ptr [ %108, %103 ], [ %66, %63 ]
  %72 = phi i64 [ 0, %103 ], [ %67, %63 ]
  %73 = icmp eq ptr %71, null
  %74 = getelementptr inbounds nuw i8, ptr %71, i64 16
  %75 = getelementptr inbounds nuw i8, ptr %71, i64 8
  br i1 %73, label %101, label %76

76:                                               ; preds = %69, %95
  %77 = phi i64 [ %96, %95 ], [ %72, %69 ]
  %78 = load i64, ptr %71, align 8
  %79 = icmp ult i64 %77, %78
  br i1 %79, label %80, label %101

80:                                               ; preds = %76
  %81 = load i64, ptr %75, align 8
  %82 = mul i64 %81, %77
  %83 = getelementptr inbounds nuw i64, ptr %74, i64 %82
  %84 = getelementptr inbounds nuw i8, ptr %83, i64 8
  br label %85

85:                                               ; preds = %91, %80
  %86 = load atomic i64, ptr %83 acquire, align 8
  %87 = load i64, ptr %75, align 8
  %88 = icmp ugt i64 %87, 1
  br i1 %88, label %89, label %91

89:                                               ; preds = %85
  %90 = load atomic i64, ptr %84 acquire, align 8
  br label %91

91:                                               ; preds = %89, %85
  %92 = phi i64 [ %90, %89 ], [ -1, %85 ]
  %93 = load atomic i64, ptr %83 acquire, align 8
  %94 = icmp eq i64 %93, %86
  br i1 %94, label %95, label %85

95:                                               ; preds = %91
  %96 = add nuw i64 %77, 1
  %97 = load i64, ptr %59, align 8
  %98 = icmp ule i64 %92, %97
  %99 = icmp eq i64 %86, 0
  %100 = select i1 %98, i1 true, i1 %99
  br i1 %100, label %76, label %114

101:                                              ; preds = %76, %69
  %102 = icmp eq ptr %70, %56
  br i1 %102, label %141, label %103

103:                                              ; preds = %101
  %104 = load i64, ptr %70, align 8
  %105 = inttoptr i64 %104 to ptr
  %106 = getelementptr inbounds nuw i8, ptr %105, i64 248
  %107 = load atomic i64, ptr %106 acquire, align 8
  %108 = inttoptr i64 %107 to ptr
  %109 = getelementptr inbounds nuw i64, ptr %70, i64 %54
  br label %69, !llvm.loop !13

110:                                              ; preds = %63
  %111 = getelementptr inbounds nuw i8, ptr %65, i64 24
  %112 = load i64, ptr %65, align 8
  %113 = icmp eq i64 %112, 0
  br i1 %113, label %141, label %114

114:                                              ; preds = %95, %110
  %115 = phi i64 [ %112, %110 ], [ %86, %95 ]
  %116 = phi i64 [ %67, %110 ], [ %96, %95 ]
  %117 = phi ptr [ %66, %110 ], [ %71, %95 ]
  %118 = phi ptr [ %111, %110 ], [ %65, %95 ]
  %119 = phi ptr [ %64, %110 ], [ %70, %95 ]
  %120 = inttoptr i64 %115 to ptr
  %121 = load i64, ptr %60, align 8
  %122 = add i64 %121, 1
  store i64 %122, ptr %60, align 8
  %123 = icmp ult i64 %122, 16384
  br i1 %123, label %132, label %124

124:                                              ; preds = %114
  store i64 0, ptr %60, align 8
  %125 = load i32, ptr %61, align 8
  %126 = icmp eq i32 %125, 0
  br i1 %126, label %127, label %141

127:                                              ; preds = %124
  %128 = load i32, ptr %62, align 4
  %129 = and i32 %128, 1048575
  %130 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %129) #29
  %131 = icmp eq i64 %130, 0
  br i1 %131, label %141, label %132

132:                                              ; preds = %114, %127
  %133 = getelementptr inbounds nuw i8, ptr %120, i64 32
  %134 = load i64, ptr %133, align 8
  %135 = icmp ult i64 %1, %134
  br i1 %135, label %140, label %136

136:                                              ; preds = %132
  %137 = getelementptr inbounds nuw i8, ptr %120, i64 40
  %138 = load i64, ptr %137, align 8
  %139 = icmp ult i64 %1, %138
  br i1 %139, label %141, label %140

140:                                              ; preds = %136, %132
  br label %63, !llvm.loop !100

141:                                              ; preds = %124, %127, %110, %136, %101, %49
  %142 = phi ptr [ null, %101 ], [ %51, %49 ], [ null, %124 ], [ null, %127 ], [ null, %110 ], [ %120, %136 ]
  ret ptr %142
}

; Function Attrs: nounwind
define hidden i64 @pp_storage_get(ptr noundef readonly captures(address_is_null) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4) local_unnamed_addr #0 {
  %6 = alloca i64, align 8
  store i64 %2, ptr %6, align 8
  %7 = icmp eq i64 %2, -1
  %8 = icmp ugt i64 %4, 1
  %9 = or i1 %7, %8
  br i1 %9, label %58, label %10

10:                                               ; preds = %5
  %11 = ptrtoint ptr %6 to i64
  %12 = inttoptr i64 %1 to ptr
  %13 = call fastcc i32 @hash_find(ptr noundef %12, ptr noundef nonnull %6) #29
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %51, label %15

15:                                               ; preds = %10
  %16 = icmp eq ptr %0, null
  br i1 %16, label %36, label %17

17:                                               ; preds = %15
  %18 = load i32, ptr %12, align 8
  %19 = add i32 %18, -11
  %20 = icmp ult i32 %19, -2
  br i1 %20, label %28, label %21

21:                                               ; preds = %17
  %22 = getelementptr inbounds nuw i8, ptr %12, i64 152
  %23 = load i64, ptr %22, align 8
  %24 = inttoptr i64 %23 to ptr
  %25 = zext i32 %13 to i64
  %26 = getelementptr inbounds nuw i8, ptr %24, i64 %25
  %27 = getelementptr inbounds i8, ptr %26, i64 -1
  store atomic i8 1, ptr %27 monotonic, align 1
  br label %28

28:                                               ; preds = %21, %17
  %29 = getelementptr inbounds nuw i8, ptr %12, i64 144
  %30 = load i32, ptr %29, align 8
  %31 = icmp ugt i32 %30, 1
  br i1 %31, label %32, label %36

32:                                               ; preds = %28
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %34 = load i32, ptr %33, align 8
  %35 = zext i32 %34 to i64
  br label %36

36:                                               ; preds = %32, %28, %15
  %37 = phi i64 [ %35, %32 ], [ 0, %28 ], [ 0, %15 ]
  %38 = add i32 %13, -1
  %39 = getelementptr inbounds nuw i8, ptr %12, i64 32
  %40 = load i64, ptr %39, align 8
  %41 = zext i32 %38 to i64
  %42 = getelementptr inbounds nuw i8, ptr %12, i64 16
  %43 = load i32, ptr %42, align 8
  %44 = zext i32 %43 to i64
  %45 = mul nuw i64 %44, %41
  %46 = add i64 %45, %40
  %47 = getelementptr inbounds nuw i8, ptr %12, i64 136
  %48 = load i64, ptr %47, align 8
  %49 = mul i64 %48, %37
  %50 = add i64 %46, %49
  br label %51

51:                                               ; preds = %10, %36
  %52 = phi i64 [ %50, %36 ], [ 0, %10 ]
  %53 = icmp eq i64 %52, 0
  %54 = icmp ne i64 %4, 0
  %55 = and i1 %54, %53
  br i1 %55, label %56, label %58

56:                                               ; preds = %51
  %57 = call fastcc i64 @new_storage(ptr noundef %0, ptr noundef %12, i64 noundef %11, i64 noundef %3) #29
  br label %58

58:                                               ; preds = %56, %51, %5
  %59 = phi i64 [ 0, %5 ], [ %57, %56 ], [ %52, %51 ]
  ret i64 %59
}

; Function Attrs: nounwind
define internal fastcc i64 @new_storage(ptr noundef readonly captures(address_is_null) %0, ptr noundef captures(none) %1, i64 noundef %2, i64 noundef %3) unnamed_addr #0 {
  %5 = getelementptr inbounds nuw i8, ptr %1, i64 88
  %6 = atomicrmw xchg ptr %5, i32 1 acquire, align 8
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %26, label %12

8:                                                ; preds = %23, %12
  %9 = phi i32 [ %13, %12 ], [ %18, %23 ]
  %10 = atomicrmw xchg ptr %5, i32 1 acquire, align 8
  %11 = icmp eq i32 %10, 0
  br i1 %11, label %26, label %12, !llvm.loop !21

12:                                               ; preds = %4, %8
  %13 = phi i32 [ %9, %8 ], [ 0, %4 ]
  %14 = load atomic i32, ptr %5 monotonic, align 8
  %15 = icmp eq i32 %14, 0
  br i1 %15, label %8, label %16

16:                                               ; preds = %12, %23
  %17 = phi i32 [ %18, %23 ], [ %13, %12 ]
  %18 = add i32 %17, 1
  %19 = and i32 %18, 255
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %21, label %23

21:                                               ; preds = %16
  %22 = tail call i32 @sched_yield() #31
  br label %23

23:                                               ; preds = %21, %16
  %24 = load atomic i32, ptr %5 monotonic, align 8
  %25 = icmp eq i32 %24, 0
  br i1 %25, label %8, label %16, !llvm.loop !22

26:                                               ; preds = %8, %4
  %27 = getelementptr inbounds nuw i8, ptr %1, i64 92
  %28 = load i32, ptr %27, align 4
  %29 = add i32 %28, 1
  store atomic i32 %29, ptr %27 monotonic, align 4
  fence release
  %30 = inttoptr i64 %2 to ptr
  %31 = inttoptr i64 %3 to ptr
  %32 = getelementptr inbounds nuw i8, ptr %1, i64 144
  %33 = load i32, ptr %32, align 8
  %34 = icmp ugt i32 %33, 1
  %35 = icmp ne ptr %0, null
  %36 = and i1 %35, %34
  br i1 %36, label %37, label %40

37:                                               ; preds = %26
  %38 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %39 = load i32, ptr %38, align 8
  br label %40

40:                                               ; preds = %26, %37
  %41 = phi i32 [ %39, %37 ], [ 0, %26 ]
  %42 = tail call fastcc i64 @hash_update(ptr noundef nonnull %1, ptr noundef %30, ptr noundef %31, i64 noundef 1, i32 noundef %41, i32 noundef 0) #29
  %43 = load i32, ptr %27, align 4
  %44 = add i32 %43, 1
  store atomic i32 %44, ptr %27 release, align 4
  store atomic i32 0, ptr %5 release, align 8
  %45 = tail call fastcc i32 @hash_find(ptr noundef nonnull %1, ptr noundef %30) #29
  %46 = icmp eq i32 %45, 0
  br i1 %46, label %82, label %47

47:                                               ; preds = %40
  %48 = icmp eq ptr %0, null
  br i1 %48, label %67, label %49

49:                                               ; preds = %47
  %50 = load i32, ptr %1, align 8
  %51 = add i32 %50, -11
  %52 = icmp ult i32 %51, -2
  br i1 %52, label %60, label %53

53:                                               ; preds = %49
  %54 = getelementptr inbounds nuw i8, ptr %1, i64 152
  %55 = load i64, ptr %54, align 8
  %56 = inttoptr i64 %55 to ptr
  %57 = zext i32 %45 to i64
  %58 = getelementptr inbounds nuw i8, ptr %56, i64 %57
  %59 = getelementptr inbounds i8, ptr %58, i64 -1
  store atomic i8 1, ptr %59 monotonic, align 1
  br label %60

60:                                               ; preds = %53, %49
  %61 = load i32, ptr %32, align 8
  %62 = icmp ugt i32 %61, 1
  br i1 %62, label %63, label %67

63:                                               ; preds = %60
  %64 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %65 = load i32, ptr %64, align 8
  %66 = zext i32 %65 to i64
  br label %67

67:                                               ; preds = %63, %60, %47
  %68 = phi i64 [ %66, %63 ], [ 0, %60 ], [ 0, %47 ]
  %69 = add i32 %45, -1
  %70 = getelementptr inbounds nuw i8, ptr %1, i64 32
  %71 = load i64, ptr %70, align 8
  %72 = zext i32 %69 to i64
  %73 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %74 = load i32, ptr %73, align 8
  %75 = zext i32 %74 to i64
  %76 = mul nuw i64 %75, %72
  %77 = add i64 %76, %71
  %78 = getelementptr inbounds nuw i8, ptr %1, i64 136
  %79 = load i64, ptr %78, align 8
  %80 = mul i64 %79, %68
  %81 = add i64 %77, %80
  br label %82

82:                                               ; preds = %40, %67
  %83 = phi i64 [ %81, %67 ], [ 0, %40 ]
  ret i64 %83
}

; Function Attrs: nounwind
define hidden range(i64 -22, 1) i64 @pp_storage_delete(ptr noundef readnone captures(address_is_null) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = alloca i64, align 8
  store i64 %2, ptr %4, align 8
  %5 = icmp eq i64 %2, -1
  br i1 %5, label %9, label %6

6:                                                ; preds = %3
  %7 = ptrtoint ptr %4 to i64
  %8 = call i64 @pp_map_delete(ptr noundef %0, i64 noundef %1, i64 noundef %7) #29
  br label %9

9:                                                ; preds = %3, %6
  %10 = phi i64 [ %8, %6 ], [ -22, %3 ]
  ret i64 %10
}

; Function Attrs: nounwind
define hidden i64 @pp_get_local_storage(ptr noundef readonly captures(address_is_null) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #0 {
  %4 = alloca %struct.anon.0, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #30
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %6 = load i64, ptr %5, align 8
  %7 = icmp eq i64 %6, 0
  br i1 %7, label %14, label %8

8:                                                ; preds = %3
  %9 = inttoptr i64 %6 to ptr
  %10 = load i64, ptr %9, align 8
  %11 = and i64 %10, 32
  %12 = icmp eq i64 %11, 0
  %13 = select i1 %12, ptr null, ptr %9
  br label %14

14:                                               ; preds = %3, %8
  %15 = phi ptr [ null, %3 ], [ %13, %8 ]
  %16 = icmp eq ptr %15, null
  %17 = getelementptr inbounds nuw i8, ptr %15, i64 64
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 272
  %19 = select i1 %16, ptr %18, ptr %17
  %20 = load i64, ptr %19, align 8
  store i64 %20, ptr %4, align 8
  %21 = getelementptr inbounds nuw i8, ptr %4, i64 8
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 560
  %23 = load i64, ptr %22, align 8
  %24 = trunc i64 %23 to i32
  store i32 %24, ptr %21, align 8
  %25 = getelementptr inbounds nuw i8, ptr %4, i64 12
  store i32 0, ptr %25, align 4
  %26 = ptrtoint ptr %4 to i64
  %27 = inttoptr i64 %1 to ptr
  %28 = call fastcc i32 @hash_find(ptr noundef %27, ptr noundef nonnull %4) #29
  %29 = icmp eq i32 %28, 0
  br i1 %29, label %65, label %30

30:                                               ; preds = %14
  %31 = load i32, ptr %27, align 8
  %32 = add i32 %31, -11
  %33 = icmp ult i32 %32, -2
  br i1 %33, label %41, label %34

34:                                               ; preds = %30
  %35 = getelementptr inbounds nuw i8, ptr %27, i64 152
  %36 = load i64, ptr %35, align 8
  %37 = inttoptr i64 %36 to ptr
  %38 = zext i32 %28 to i64
  %39 = getelementptr inbounds nuw i8, ptr %37, i64 %38
  %40 = getelementptr inbounds i8, ptr %39, i64 -1
  store atomic i8 1, ptr %40 monotonic, align 1
  br label %41

41:                                               ; preds = %34, %30
  %42 = getelementptr inbounds nuw i8, ptr %27, i64 144
  %43 = load i32, ptr %42, align 8
  %44 = icmp ugt i32 %43, 1
  br i1 %44, label %45, label %49

45:                                               ; preds = %41
  %46 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %47 = load i32, ptr %46, align 8
  %48 = zext i32 %47 to i64
  br label %49

49:                                               ; preds = %41, %45
  %50 = phi i64 [ %48, %45 ], [ 0, %41 ]
  %51 = add i32 %28, -1
  %52 = getelementptr inbounds nuw i8, ptr %27, i64 32
  %53 = load i64, ptr %52, align 8
  %54 = zext i32 %51 to i64
  %55 = getelementptr inbounds nuw i8, ptr %27, i64 16
  %56 = load i32, ptr %55, align 8
  %57 = zext i32 %56 to i64
  %58 = mul nuw i64 %57, %54
  %59 = add i64 %58, %53
  %60 = getelementptr inbounds nuw i8, ptr %27, i64 136
  %61 = load i64, ptr %60, align 8
  %62 = mul i64 %61, %50
  %63 = add i64 %59, %62
  %64 = icmp eq i64 %63, 0
  br i1 %64, label %65, label %67

65:                                               ; preds = %14, %49
  %66 = call fastcc i64 @new_storage(ptr noundef nonnull %0, ptr noundef %27, i64 noundef %26, i64 noundef 0) #29
  br label %67

67:                                               ; preds = %49, %65
  %68 = phi i64 [ %66, %65 ], [ %63, %49 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #30
  ret i64 %68
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 0, 131073) i64 @pp_drain(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #6 {
  %5 = inttoptr i64 %1 to ptr
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 184
  %7 = load i64, ptr %6, align 8
  %8 = sub i64 %7, %3
  %9 = add i64 %8, 139264
  %10 = lshr i64 %9, 9
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 224
  %12 = load i64, ptr %11, align 8
  %13 = mul i64 %10, 4112
  %14 = add i64 %13, %12
  %15 = icmp eq i64 %2, 0
  br i1 %15, label %71, label %16

16:                                               ; preds = %4
  %17 = getelementptr inbounds nuw i8, ptr %5, i64 128
  %18 = load i64, ptr %17, align 8
  %19 = getelementptr inbounds nuw i8, ptr %5, i64 112
  %20 = load i64, ptr %19, align 8
  %21 = inttoptr i64 %20 to ptr
  %22 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %23 = load i32, ptr %22, align 4
  %24 = add i32 %23, -1
  %25 = zext i32 %24 to i64
  %26 = and i64 %18, %25
  %27 = lshr i64 %26, 3
  %28 = getelementptr inbounds nuw %struct.record, ptr %21, i64 %27
  %29 = getelementptr inbounds nuw i8, ptr %5, i64 120
  %30 = load atomic i64, ptr %29 acquire, align 8
  %31 = icmp eq i64 %18, %30
  br i1 %31, label %84, label %32

32:                                               ; preds = %16
  %33 = getelementptr inbounds nuw i8, ptr %28, i64 4
  %34 = load atomic i32, ptr %33 acquire, align 4
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %36 = load i32, ptr %35, align 8
  %37 = shl i32 %36, 2
  %38 = or disjoint i32 %37, 1
  %39 = icmp eq i32 %34, %38
  br i1 %39, label %40, label %84

40:                                               ; preds = %32
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %42 = load i64, ptr %41, align 8
  %43 = inttoptr i64 %42 to ptr
  %44 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %45 = load i32, ptr %44, align 4
  %46 = ptrtoint ptr %28 to i64
  %47 = zext i32 %45 to i64
  br label %48

48:                                               ; preds = %51, %40
  %49 = phi i64 [ %52, %51 ], [ %47, %40 ]
  %50 = icmp eq i64 %49, 0
  br i1 %50, label %61, label %51

51:                                               ; preds = %48
  %52 = add nsw i64 %49, -1
  %53 = getelementptr inbounds nuw %struct.held, ptr %43, i64 %52
  %54 = getelementptr inbounds nuw i8, ptr %53, i64 8
  %55 = load i64, ptr %54, align 8
  %56 = icmp eq i64 %55, %46
  br i1 %56, label %57, label %48, !llvm.loop !37

57:                                               ; preds = %51
  %58 = add i32 %45, -1
  store i32 %58, ptr %44, align 4
  %59 = zext i32 %58 to i64
  %60 = getelementptr inbounds nuw %struct.held, ptr %43, i64 %59
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %53, ptr noundef nonnull align 8 dereferenceable(16) %60, i64 16, i1 false)
  br label %61

61:                                               ; preds = %48, %57
  %62 = getelementptr inbounds nuw i8, ptr %0, i64 464
  store i64 0, ptr %62, align 8
  %63 = getelementptr inbounds nuw i8, ptr %0, i64 456
  store i64 0, ptr %63, align 8
  %64 = load atomic i32, ptr %28 monotonic, align 4
  %65 = and i32 %64, 2147483647
  %66 = add nuw i32 %65, 15
  %67 = and i32 %66, -8
  %68 = zext i32 %67 to i64
  store atomic i32 0, ptr %33 monotonic, align 4
  %69 = load i64, ptr %17, align 8
  %70 = add i64 %69, %68
  store atomic i64 %70, ptr %17 release, align 8
  br label %84

71:                                               ; preds = %4
  %72 = getelementptr inbounds nuw i8, ptr %5, i64 148
  %73 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %74 = load i32, ptr %73, align 8
  %75 = shl i32 %74, 1
  %76 = or disjoint i32 %75, 1
  %77 = cmpxchg ptr %72, i32 0, i32 %76 acquire monotonic, align 4
  %78 = extractvalue { i32, i1 } %77, 1
  br i1 %78, label %79, label %148

79:                                               ; preds = %71
  %80 = getelementptr inbounds nuw i8, ptr %0, i64 232
  %81 = load i64, ptr %80, align 8
  %82 = inttoptr i64 %81 to ptr
  %83 = getelementptr inbounds nuw i32, ptr %82, i64 %10
  store i32 16, ptr %83, align 4
  br label %86

84:                                               ; preds = %61, %32, %16
  %85 = icmp ult i64 %2, 131072
  br i1 %85, label %86, label %148

86:                                               ; preds = %79, %84
  %87 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %88 = getelementptr inbounds nuw i8, ptr %5, i64 128
  %89 = getelementptr inbounds nuw i8, ptr %5, i64 120
  %90 = getelementptr inbounds nuw i8, ptr %5, i64 112
  %91 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %92 = getelementptr inbounds nuw i8, ptr %5, i64 32
  br label %93

93:                                               ; preds = %86, %139
  %94 = phi i64 [ %2, %86 ], [ %112, %139 ]
  %95 = load i32, ptr %87, align 4
  %96 = icmp ult i32 %95, 1024
  br i1 %96, label %97, label %148

97:                                               ; preds = %93
  %98 = load i64, ptr %88, align 8
  %99 = load atomic i64, ptr %89 acquire, align 8
  %100 = icmp eq i64 %98, %99
  br i1 %100, label %148, label %101

101:                                              ; preds = %97
  %102 = load i64, ptr %88, align 8
  %103 = load i64, ptr %90, align 8
  %104 = inttoptr i64 %103 to ptr
  %105 = load i32, ptr %91, align 4
  %106 = add i32 %105, -1
  %107 = zext i32 %106 to i64
  %108 = and i64 %102, %107
  %109 = lshr i64 %108, 3
  %110 = getelementptr inbounds nuw %struct.record, ptr %104, i64 %109
  %111 = load i64, ptr %92, align 8
  %112 = add nuw nsw i64 %94, 1
  %113 = getelementptr inbounds nuw i8, ptr %110, i64 4
  %114 = load atomic i32, ptr %113 acquire, align 4
  %115 = icmp eq i32 %114, 2
  br i1 %115, label %116, label %139

116:                                              ; preds = %101
  %117 = add i64 %111, 8
  %118 = add i64 %117, %108
  %119 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %120 = load i32, ptr %119, align 8
  %121 = shl i32 %120, 2
  %122 = or disjoint i32 %121, 1
  store atomic i32 %122, ptr %113 release, align 4
  %123 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %124 = load i64, ptr %123, align 8
  %125 = inttoptr i64 %124 to ptr
  %126 = load i32, ptr %87, align 4
  %127 = add i32 %126, 1
  store i32 %127, ptr %87, align 4
  %128 = zext i32 %126 to i64
  %129 = getelementptr inbounds nuw %struct.held, ptr %125, i64 %128
  %130 = ptrtoint ptr %110 to i64
  store i64 %1, ptr %129, align 8
  %131 = getelementptr inbounds nuw i8, ptr %129, i64 8
  store i64 %130, ptr %131, align 8
  %132 = load atomic i32, ptr %110 monotonic, align 4
  %133 = and i32 %132, 1879048191
  %134 = or disjoint i32 %133, 268435456
  %135 = inttoptr i64 %14 to ptr
  store i64 %118, ptr %135, align 1
  %136 = getelementptr inbounds nuw i8, ptr %135, i64 8
  store i32 %134, ptr %136, align 1
  %137 = getelementptr inbounds nuw i8, ptr %135, i64 12
  store i32 0, ptr %137, align 1
  %138 = getelementptr inbounds nuw i8, ptr %0, i64 208
  store i64 %14, ptr %138, align 8
  br label %148

139:                                              ; preds = %101
  %140 = load atomic i32, ptr %110 monotonic, align 4
  %141 = and i32 %140, 2147483647
  %142 = add nuw i32 %141, 15
  %143 = and i32 %142, -8
  %144 = zext i32 %143 to i64
  store atomic i32 0, ptr %113 monotonic, align 4
  %145 = load i64, ptr %88, align 8
  %146 = add i64 %145, %144
  store atomic i64 %146, ptr %88 release, align 8
  %147 = icmp eq i64 %112, 131072
  br i1 %147, label %148, label %93

148:                                              ; preds = %93, %139, %97, %84, %116, %71
  %149 = phi i64 [ %112, %116 ], [ 0, %71 ], [ 0, %84 ], [ 0, %97 ], [ 0, %139 ], [ 0, %93 ]
  ret i64 %149
}

; Function Attrs: nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden range(i64 -16, 1) i64 @pp_drain_end(ptr noundef captures(none) %0, i64 noundef %1, i64 noundef %2) local_unnamed_addr #6 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 232
  %5 = load i64, ptr %4, align 8
  %6 = inttoptr i64 %5 to ptr
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 184
  %8 = load i64, ptr %7, align 8
  %9 = sub i64 %8, %2
  %10 = add i64 %9, 139264
  %11 = lshr i64 %10, 9
  %12 = getelementptr inbounds nuw i32, ptr %6, i64 %11
  %13 = load i32, ptr %12, align 4
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %73, label %15

15:                                               ; preds = %3
  %16 = inttoptr i64 %1 to ptr
  store i32 0, ptr %12, align 4
  %17 = getelementptr inbounds nuw i8, ptr %16, i64 128
  %18 = load i64, ptr %17, align 8
  %19 = getelementptr inbounds nuw i8, ptr %16, i64 112
  %20 = load i64, ptr %19, align 8
  %21 = inttoptr i64 %20 to ptr
  %22 = getelementptr inbounds nuw i8, ptr %16, i64 12
  %23 = load i32, ptr %22, align 4
  %24 = add i32 %23, -1
  %25 = zext i32 %24 to i64
  %26 = and i64 %18, %25
  %27 = lshr i64 %26, 3
  %28 = getelementptr inbounds nuw %struct.record, ptr %21, i64 %27
  %29 = getelementptr inbounds nuw i8, ptr %16, i64 120
  %30 = load atomic i64, ptr %29 acquire, align 8
  %31 = icmp eq i64 %18, %30
  br i1 %31, label %71, label %32

32:                                               ; preds = %15
  %33 = getelementptr inbounds nuw i8, ptr %28, i64 4
  %34 = load atomic i32, ptr %33 acquire, align 4
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %36 = load i32, ptr %35, align 8
  %37 = shl i32 %36, 2
  %38 = or disjoint i32 %37, 1
  %39 = icmp eq i32 %34, %38
  br i1 %39, label %40, label %71

40:                                               ; preds = %32
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %42 = load i64, ptr %41, align 8
  %43 = inttoptr i64 %42 to ptr
  %44 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %45 = load i32, ptr %44, align 4
  %46 = ptrtoint ptr %28 to i64
  %47 = zext i32 %45 to i64
  br label %48

48:                                               ; preds = %51, %40
  %49 = phi i64 [ %52, %51 ], [ %47, %40 ]
  %50 = icmp eq i64 %49, 0
  br i1 %50, label %61, label %51

51:                                               ; preds = %48
  %52 = add nsw i64 %49, -1
  %53 = getelementptr inbounds nuw %struct.held, ptr %43, i64 %52
  %54 = getelementptr inbounds nuw i8, ptr %53, i64 8
  %55 = load i64, ptr %54, align 8
  %56 = icmp eq i64 %55, %46
  br i1 %56, label %57, label %48, !llvm.loop !37

57:                                               ; preds = %51
  %58 = add i32 %45, -1
  store i32 %58, ptr %44, align 4
  %59 = zext i32 %58 to i64
  %60 = getelementptr inbounds nuw %struct.held, ptr %43, i64 %59
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %53, ptr noundef nonnull align 8 dereferenceable(16) %60, i64 16, i1 false)
  br label %61

61:                                               ; preds = %48, %57
  %62 = getelementptr inbounds nuw i8, ptr %0, i64 464
  store i64 0, ptr %62, align 8
  %63 = getelementptr inbounds nuw i8, ptr %0, i64 456
  store i64 0, ptr %63, align 8
  %64 = load atomic i32, ptr %28 monotonic, align 4
  %65 = and i32 %64, 2147483647
  %66 = add nuw i32 %65, 15
  %67 = and i32 %66, -8
  %68 = zext i32 %67 to i64
  store atomic i32 0, ptr %33 monotonic, align 4
  %69 = load i64, ptr %17, align 8
  %70 = add i64 %69, %68
  store atomic i64 %70, ptr %17 release, align 8
  br label %71

71:                                               ; preds = %15, %32, %61
  %72 = getelementptr inbounds nuw i8, ptr %16, i64 148
  store atomic i32 0, ptr %72 release, align 4
  br label %73

73:                                               ; preds = %3, %71
  %74 = phi i64 [ 0, %71 ], [ -16, %3 ]
  ret i64 %74
}

; Function Attrs: nounwind
define hidden i64 @pp_sk_lookup_tcp(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = tail call fastcc ptr @look_up(ptr noundef readonly %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i32 noundef 6) #29
  %8 = icmp eq ptr %7, null
  br i1 %8, label %12, label %9

9:                                                ; preds = %6
  %10 = tail call fastcc ptr @full_socket(ptr noundef readonly %0, ptr noundef %7) #29
  %11 = ptrtoint ptr %10 to i64
  br label %12

12:                                               ; preds = %6, %9
  %13 = phi i64 [ %11, %9 ], [ 0, %6 ]
  ret i64 %13
}

; Function Attrs: nounwind
define hidden i64 @pp_sk_lookup_udp(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = tail call fastcc ptr @look_up(ptr noundef readonly %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i32 noundef 17) #29
  %8 = icmp eq ptr %7, null
  br i1 %8, label %12, label %9

9:                                                ; preds = %6
  %10 = tail call fastcc ptr @full_socket(ptr noundef readonly %0, ptr noundef %7) #29
  %11 = ptrtoint ptr %10 to i64
  br label %12

12:                                               ; preds = %6, %9
  %13 = phi i64 [ %11, %9 ], [ 0, %6 ]
  ret i64 %13
}

; Function Attrs: nounwind
define hidden i64 @pp_skc_lookup_tcp(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5) local_unnamed_addr #0 {
  %7 = tail call fastcc ptr @look_up(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i32 noundef 6) #29
  %8 = ptrtoint ptr %7 to i64
  ret i64 %8
}

; Function Attrs: nounwind
define internal fastcc ptr @look_up(ptr noundef readonly captures(none) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3, i64 noundef %4, i64 noundef %5, i32 noundef range(i32 6, 18) %6) unnamed_addr #0 {
  %8 = alloca [4 x i32], align 16
  %9 = alloca %struct.anon.1, align 4
  %10 = alloca %struct.tuple, align 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %12 = load i64, ptr %11, align 8
  %13 = icmp eq i64 %12, 0
  br i1 %13, label %20, label %14

14:                                               ; preds = %7
  %15 = inttoptr i64 %12 to ptr
  %16 = load i64, ptr %15, align 8
  %17 = and i64 %16, 2048
  %18 = icmp eq i64 %17, 0
  %19 = select i1 %18, ptr null, ptr %15
  br label %20

20:                                               ; preds = %14, %7
  %21 = phi ptr [ null, %7 ], [ %19, %14 ]
  %22 = icmp eq i64 %3, 12
  %23 = select i1 %22, i32 1, i32 4
  call void @llvm.lifetime.start.p0(ptr nonnull %9) #30
  call void @llvm.lifetime.start.p0(ptr nonnull %10) #30
  store ptr %9, ptr %10, align 8
  %24 = getelementptr inbounds nuw i8, ptr %10, i64 8
  %25 = zext nneg i32 %23 to i64
  %26 = getelementptr inbounds nuw i32, ptr %9, i64 %25
  store ptr %26, ptr %24, align 8
  %27 = getelementptr inbounds nuw i8, ptr %10, i64 16
  store i32 %23, ptr %27, align 8
  %28 = getelementptr inbounds nuw i8, ptr %10, i64 20
  %29 = getelementptr inbounds nuw i8, ptr %10, i64 24
  %30 = getelementptr inbounds nuw i8, ptr %10, i64 28
  %31 = icmp eq ptr %21, null
  br i1 %31, label %220, label %32

32:                                               ; preds = %20
  %33 = icmp ne i64 %3, 12
  %34 = icmp ne i64 %3, 36
  %35 = and i1 %33, %34
  %36 = icmp ne i64 %5, 0
  %37 = or i1 %35, %36
  %38 = and i64 %4, 2147483648
  %39 = icmp eq i64 %38, 0
  %40 = or i1 %39, %37
  br i1 %40, label %220, label %41

41:                                               ; preds = %32
  %42 = inttoptr i64 %2 to ptr
  %43 = shl nuw nsw i32 %23, 3
  %44 = zext nneg i32 %43 to i64
  %45 = call ptr @memcpy(ptr noundef nonnull %9, ptr noundef %42, i64 noundef %44) #31
  %46 = add i64 %2, %44
  %47 = inttoptr i64 %46 to ptr
  %48 = load i16, ptr %47, align 1
  %49 = zext i16 %48 to i32
  store i32 %49, ptr %28, align 4
  %50 = add i64 %46, 2
  %51 = inttoptr i64 %50 to ptr
  %52 = load i16, ptr %51, align 1
  %53 = call i16 @llvm.bswap.i16(i16 %52)
  %54 = zext i16 %53 to i32
  store i32 %54, ptr %29, align 8
  %55 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %56 = load i64, ptr %55, align 8
  %57 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %58 = load i64, ptr %57, align 8
  %59 = sub i64 %56, %58
  %60 = icmp eq i64 %59, 24
  br i1 %60, label %63, label %61

61:                                               ; preds = %41
  %62 = icmp ugt i64 %59, 191
  br i1 %62, label %63, label %68

63:                                               ; preds = %61, %41
  %64 = phi i64 [ 12, %41 ], [ 40, %61 ]
  %65 = add i64 %64, %1
  %66 = inttoptr i64 %65 to ptr
  %67 = load i32, ptr %66, align 1
  br label %68

68:                                               ; preds = %61, %63
  %69 = phi i32 [ 0, %61 ], [ %67, %63 ]
  store i32 %69, ptr %30, align 4
  %70 = icmp eq i32 %6, 6
  br i1 %70, label %71, label %212

71:                                               ; preds = %68
  %72 = getelementptr inbounds nuw i8, ptr %21, i64 14080
  br i1 %22, label %89, label %73

73:                                               ; preds = %71
  %74 = load i32, ptr %9, align 4
  %75 = getelementptr inbounds nuw i8, ptr %9, i64 4
  %76 = load i32, ptr %75, align 4
  %77 = or i32 %76, %74
  %78 = icmp eq i32 %77, 0
  br i1 %78, label %79, label %89

79:                                               ; preds = %73
  %80 = getelementptr inbounds nuw i8, ptr %9, i64 8
  %81 = load i16, ptr %80, align 4
  %82 = icmp eq i16 %81, 0
  br i1 %82, label %83, label %89

83:                                               ; preds = %79
  %84 = ptrtoint ptr %80 to i64
  %85 = or disjoint i64 %84, 2
  %86 = inttoptr i64 %85 to ptr
  %87 = load i16, ptr %86, align 2
  %88 = icmp eq i16 %87, -1
  br i1 %88, label %212, label %89

89:                                               ; preds = %83, %79, %73, %71
  %90 = load i64, ptr %72, align 8
  %91 = getelementptr inbounds nuw i8, ptr %21, i64 14088
  %92 = icmp eq i64 %90, 0
  br i1 %92, label %212, label %93

93:                                               ; preds = %89
  %94 = shl nuw nsw i32 %23, 2
  %95 = zext nneg i32 %94 to i64
  br label %96

96:                                               ; preds = %93, %210
  %97 = phi i64 [ %98, %210 ], [ %90, %93 ]
  %98 = add i64 %97, -1
  %99 = getelementptr inbounds nuw %struct.open_socket, ptr %91, i64 %98
  %100 = getelementptr inbounds nuw i8, ptr %99, i64 72
  %101 = load i32, ptr %100, align 8
  %102 = getelementptr inbounds nuw i8, ptr %99, i64 4
  %103 = load i32, ptr %102, align 4
  switch i32 %103, label %210 [
    i32 2, label %104
    i32 10, label %104
  ]

104:                                              ; preds = %96, %96
  %105 = getelementptr inbounds nuw i8, ptr %99, i64 8
  %106 = load i32, ptr %105, align 8
  %107 = icmp eq i32 %106, 1
  br i1 %107, label %108, label %210

108:                                              ; preds = %104
  %109 = getelementptr inbounds nuw i8, ptr %99, i64 12
  %110 = load i32, ptr %109, align 4
  %111 = freeze i32 %110
  %112 = icmp eq i32 %111, 6
  br i1 %112, label %113, label %210

113:                                              ; preds = %108
  switch i32 %101, label %114 [
    i32 10, label %210
    i32 7, label %210
  ]

114:                                              ; preds = %113
  %115 = getelementptr inbounds nuw i8, ptr %99, i64 28
  %116 = icmp eq i32 %103, 10
  br i1 %22, label %118, label %117

117:                                              ; preds = %114
  br i1 %116, label %151, label %210

118:                                              ; preds = %114
  br i1 %116, label %119, label %149

119:                                              ; preds = %118
  %120 = getelementptr inbounds nuw i8, ptr %99, i64 88
  %121 = load i32, ptr %120, align 8
  %122 = icmp eq i32 %121, 0
  br i1 %122, label %123, label %210

123:                                              ; preds = %119
  %124 = load i32, ptr %115, align 4
  %125 = icmp eq i32 %124, 0
  %126 = getelementptr inbounds nuw i8, ptr %99, i64 32
  %127 = load i32, ptr %126, align 4
  br i1 %125, label %128, label %136

128:                                              ; preds = %123
  %129 = getelementptr inbounds nuw i8, ptr %99, i64 36
  %130 = load i32, ptr %129, align 4
  %131 = getelementptr inbounds nuw i8, ptr %99, i64 40
  %132 = load i32, ptr %131, align 4
  %133 = or i32 %130, %132
  %134 = or i32 %133, %127
  %135 = icmp eq i32 %134, 0
  br i1 %135, label %149, label %136

136:                                              ; preds = %128, %123
  %137 = or i32 %127, %124
  %138 = icmp eq i32 %137, 0
  br i1 %138, label %139, label %210

139:                                              ; preds = %136
  %140 = getelementptr inbounds nuw i8, ptr %99, i64 36
  %141 = load i16, ptr %140, align 1
  %142 = icmp eq i16 %141, 0
  br i1 %142, label %143, label %210

143:                                              ; preds = %139
  %144 = ptrtoint ptr %140 to i64
  %145 = add i64 %144, 2
  %146 = inttoptr i64 %145 to ptr
  %147 = load i16, ptr %146, align 1
  %148 = icmp eq i16 %147, -1
  br i1 %148, label %149, label %210

149:                                              ; preds = %143, %128, %118
  %150 = getelementptr inbounds nuw i8, ptr %99, i64 24
  br label %151

151:                                              ; preds = %149, %117
  %152 = phi ptr [ %150, %149 ], [ %115, %117 ]
  %153 = load i32, ptr %99, align 8
  %154 = call i32 @memcmp(ptr noundef nonnull %152, ptr noundef nonnull %26, i64 noundef %95) #31
  %155 = icmp eq i32 %154, 0
  br i1 %155, label %156, label %210

156:                                              ; preds = %151
  %157 = getelementptr inbounds nuw i8, ptr %99, i64 44
  %158 = load i32, ptr %157, align 4
  %159 = icmp eq i32 %158, %54
  br i1 %159, label %160, label %210

160:                                              ; preds = %156
  %161 = icmp eq i32 %153, 0
  %162 = icmp eq i32 %153, %69
  %163 = select i1 %161, i1 true, i1 %162
  br i1 %163, label %164, label %210

164:                                              ; preds = %160
  %165 = getelementptr inbounds nuw i8, ptr %99, i64 56
  %166 = load i32, ptr %102, align 4
  %167 = icmp eq i32 %166, 10
  br i1 %22, label %169, label %168

168:                                              ; preds = %164
  br i1 %167, label %202, label %210

169:                                              ; preds = %164
  br i1 %167, label %170, label %200

170:                                              ; preds = %169
  %171 = getelementptr inbounds nuw i8, ptr %99, i64 88
  %172 = load i32, ptr %171, align 8
  %173 = icmp eq i32 %172, 0
  br i1 %173, label %174, label %210

174:                                              ; preds = %170
  %175 = load i32, ptr %165, align 4
  %176 = icmp eq i32 %175, 0
  %177 = getelementptr inbounds nuw i8, ptr %99, i64 60
  %178 = load i32, ptr %177, align 4
  br i1 %176, label %179, label %187

179:                                              ; preds = %174
  %180 = getelementptr inbounds nuw i8, ptr %99, i64 64
  %181 = load i32, ptr %180, align 4
  %182 = getelementptr inbounds nuw i8, ptr %99, i64 68
  %183 = load i32, ptr %182, align 4
  %184 = or i32 %181, %183
  %185 = or i32 %184, %178
  %186 = icmp eq i32 %185, 0
  br i1 %186, label %200, label %187

187:                                              ; preds = %179, %174
  %188 = or i32 %178, %175
  %189 = icmp eq i32 %188, 0
  br i1 %189, label %190, label %210

190:                                              ; preds = %187
  %191 = getelementptr inbounds nuw i8, ptr %99, i64 64
  %192 = load i16, ptr %191, align 1
  %193 = icmp eq i16 %192, 0
  br i1 %193, label %194, label %210

194:                                              ; preds = %190
  %195 = ptrtoint ptr %191 to i64
  %196 = add i64 %195, 2
  %197 = inttoptr i64 %196 to ptr
  %198 = load i16, ptr %197, align 1
  %199 = icmp eq i16 %198, -1
  br i1 %199, label %200, label %210

200:                                              ; preds = %194, %179, %169
  %201 = getelementptr inbounds nuw i8, ptr %99, i64 52
  br label %202

202:                                              ; preds = %200, %168
  %203 = phi ptr [ %201, %200 ], [ %165, %168 ]
  %204 = call i32 @memcmp(ptr noundef nonnull %203, ptr noundef nonnull %9, i64 noundef %95) #31
  %205 = icmp eq i32 %204, 0
  br i1 %205, label %206, label %210

206:                                              ; preds = %202
  %207 = getelementptr inbounds nuw i8, ptr %99, i64 48
  %208 = load i16, ptr %207, align 8
  %209 = icmp eq i16 %48, %208
  br i1 %209, label %220, label %210

210:                                              ; preds = %160, %206, %202, %194, %190, %187, %170, %168, %156, %151, %143, %139, %136, %119, %117, %113, %113, %108, %104, %96
  %211 = icmp eq i64 %98, 0
  br i1 %211, label %212, label %96, !llvm.loop !101

212:                                              ; preds = %210, %68, %83, %89
  %213 = getelementptr inbounds nuw i8, ptr %21, i64 14080
  %214 = call fastcc ptr @best_at(ptr noundef nonnull %213, ptr noundef nonnull readonly %10, ptr noundef nonnull %26, i32 noundef range(i32 6, 18) %6) #29
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #30
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 16 dereferenceable(16) %8, i8 0, i64 16, i1 false)
  %215 = icmp eq ptr %214, null
  br i1 %215, label %216, label %218

216:                                              ; preds = %212
  %217 = call fastcc ptr @best_at(ptr noundef nonnull %213, ptr noundef nonnull readonly %10, ptr noundef nonnull %8, i32 noundef range(i32 6, 18) %6) #29
  br label %218

218:                                              ; preds = %212, %216
  %219 = phi ptr [ %217, %216 ], [ %214, %212 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #30
  br label %220

220:                                              ; preds = %206, %218, %20, %32
  %221 = phi ptr [ null, %20 ], [ null, %32 ], [ %219, %218 ], [ %99, %206 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %10) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %9) #30
  ret ptr %221
}

; Function Attrs: nounwind
define hidden noundef i64 @pp_sk_fullsock(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %24, label %6

6:                                                ; preds = %2
  %7 = inttoptr i64 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 2048
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %24, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i64 14088
  %13 = ptrtoint ptr %12 to i64
  %14 = sub i64 %1, %13
  %15 = getelementptr inbounds nuw i8, ptr %7, i64 14080
  %16 = load i64, ptr %15, align 8
  %17 = mul i64 %16, 96
  %18 = icmp ult i64 %14, %17
  br i1 %18, label %19, label %24

19:                                               ; preds = %11
  %20 = udiv i64 %14, 96
  %21 = getelementptr inbounds nuw %struct.open_socket, ptr %12, i64 %20
  %22 = tail call fastcc ptr @full_socket(ptr noundef nonnull %0, ptr noundef %21) #29
  %23 = icmp eq ptr %22, %21
  br i1 %23, label %24, label %25

24:                                               ; preds = %6, %2, %11, %19
  br label %25

25:                                               ; preds = %19, %24
  %26 = phi i64 [ %1, %24 ], [ 0, %19 ]
  ret i64 %26
}

; Function Attrs: nounwind
define internal fastcc ptr @full_socket(ptr noundef readonly captures(none) %0, ptr noundef nonnull %1) unnamed_addr #0 {
  %3 = alloca [4 x i32], align 16
  %4 = alloca %struct.tuple, align 8
  %5 = getelementptr inbounds nuw i8, ptr %1, i64 4
  %6 = load i32, ptr %5, align 4
  %7 = icmp eq i32 %6, 2
  br i1 %7, label %8, label %19

8:                                                ; preds = %2
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #30
  %9 = getelementptr inbounds nuw i8, ptr %1, i64 52
  store ptr %9, ptr %4, align 8
  %10 = getelementptr inbounds nuw i8, ptr %4, i64 8
  %11 = getelementptr inbounds nuw i8, ptr %1, i64 24
  store ptr %11, ptr %10, align 8
  %12 = getelementptr inbounds nuw i8, ptr %4, i64 16
  store i32 1, ptr %12, align 8
  %13 = getelementptr inbounds nuw i8, ptr %4, i64 20
  store i32 0, ptr %13, align 4
  %14 = getelementptr inbounds nuw i8, ptr %4, i64 24
  %15 = getelementptr inbounds nuw i8, ptr %1, i64 44
  %16 = load i32, ptr %15, align 4
  store i32 %16, ptr %14, align 8
  %17 = getelementptr inbounds nuw i8, ptr %4, i64 28
  %18 = load i32, ptr %1, align 8
  store i32 %18, ptr %17, align 4
  br label %62

19:                                               ; preds = %2
  %20 = getelementptr inbounds nuw i8, ptr %1, i64 88
  %21 = load i32, ptr %20, align 8
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %23, label %45

23:                                               ; preds = %19
  %24 = getelementptr inbounds nuw i8, ptr %1, i64 28
  %25 = load i32, ptr %24, align 4
  %26 = getelementptr inbounds nuw i8, ptr %1, i64 32
  %27 = load i32, ptr %26, align 4
  %28 = or i32 %27, %25
  %29 = icmp eq i32 %28, 0
  br i1 %29, label %30, label %45

30:                                               ; preds = %23
  %31 = getelementptr inbounds nuw i8, ptr %1, i64 36
  %32 = load i16, ptr %31, align 1
  %33 = icmp eq i16 %32, 0
  br i1 %33, label %34, label %45

34:                                               ; preds = %30
  %35 = ptrtoint ptr %31 to i64
  %36 = add i64 %35, 2
  %37 = inttoptr i64 %36 to ptr
  %38 = load i16, ptr %37, align 1
  %39 = freeze i16 %38
  %40 = icmp eq i16 %39, -1
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #30
  %41 = getelementptr inbounds nuw i8, ptr %4, i64 8
  br i1 %40, label %42, label %49

42:                                               ; preds = %34
  %43 = getelementptr inbounds nuw i8, ptr %1, i64 52
  store ptr %43, ptr %4, align 8
  %44 = getelementptr inbounds nuw i8, ptr %1, i64 24
  store ptr %44, ptr %41, align 8
  br label %51

45:                                               ; preds = %23, %30, %19
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #30
  %46 = getelementptr inbounds nuw i8, ptr %1, i64 56
  store ptr %46, ptr %4, align 8
  %47 = getelementptr inbounds nuw i8, ptr %4, i64 8
  %48 = getelementptr inbounds nuw i8, ptr %1, i64 28
  store ptr %48, ptr %47, align 8
  br label %51

49:                                               ; preds = %34
  %50 = getelementptr inbounds nuw i8, ptr %1, i64 56
  store ptr %50, ptr %4, align 8
  store ptr %24, ptr %41, align 8
  br label %51

51:                                               ; preds = %42, %49, %45
  %52 = phi ptr [ %44, %42 ], [ %24, %49 ], [ %48, %45 ]
  %53 = phi i32 [ 1, %42 ], [ 4, %49 ], [ 4, %45 ]
  %54 = getelementptr inbounds nuw i8, ptr %4, i64 16
  store i32 %53, ptr %54, align 8
  %55 = getelementptr inbounds nuw i8, ptr %4, i64 20
  store i32 0, ptr %55, align 4
  %56 = getelementptr inbounds nuw i8, ptr %4, i64 24
  %57 = getelementptr inbounds nuw i8, ptr %1, i64 44
  %58 = load i32, ptr %57, align 4
  store i32 %58, ptr %56, align 8
  %59 = getelementptr inbounds nuw i8, ptr %4, i64 28
  %60 = load i32, ptr %1, align 8
  store i32 %60, ptr %59, align 4
  %61 = icmp eq i32 %6, 10
  br i1 %61, label %62, label %94

62:                                               ; preds = %51, %8
  %63 = phi ptr [ %11, %8 ], [ %52, %51 ]
  %64 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %65 = load i32, ptr %64, align 8
  %66 = icmp eq i32 %65, 1
  br i1 %66, label %67, label %94

67:                                               ; preds = %62
  %68 = getelementptr inbounds nuw i8, ptr %1, i64 12
  %69 = load i32, ptr %68, align 4
  %70 = icmp eq i32 %69, 6
  br i1 %70, label %71, label %94

71:                                               ; preds = %67
  %72 = getelementptr inbounds nuw i8, ptr %1, i64 72
  %73 = load i32, ptr %72, align 8
  switch i32 %73, label %94 [
    i32 6, label %93
    i32 12, label %74
  ]

74:                                               ; preds = %71
  %75 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %76 = load i64, ptr %75, align 8
  %77 = icmp eq i64 %76, 0
  br i1 %77, label %84, label %78

78:                                               ; preds = %74
  %79 = inttoptr i64 %76 to ptr
  %80 = load i64, ptr %79, align 8
  %81 = and i64 %80, 2048
  %82 = icmp eq i64 %81, 0
  %83 = select i1 %82, ptr null, ptr %79
  br label %84

84:                                               ; preds = %74, %78
  %85 = phi ptr [ null, %74 ], [ %83, %78 ]
  %86 = getelementptr inbounds nuw i8, ptr %85, i64 14080
  %87 = call fastcc ptr @best_at(ptr noundef nonnull %86, ptr noundef nonnull readonly %4, ptr noundef nonnull %63, i32 noundef 6) #29
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #30
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 16 dereferenceable(16) %3, i8 0, i64 16, i1 false)
  %88 = icmp eq ptr %87, null
  br i1 %88, label %89, label %91

89:                                               ; preds = %84
  %90 = call fastcc ptr @best_at(ptr noundef nonnull %86, ptr noundef nonnull readonly %4, ptr noundef nonnull %3, i32 noundef 6) #29
  br label %91

91:                                               ; preds = %84, %89
  %92 = phi ptr [ %90, %89 ], [ %87, %84 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #30
  br label %94

93:                                               ; preds = %71
  br label %94

94:                                               ; preds = %71, %93, %51, %62, %91, %67
  %95 = phi ptr [ %1, %67 ], [ %1, %71 ], [ %92, %91 ], [ %1, %51 ], [ %1, %62 ], [ null, %93 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #30
  ret ptr %95
}

; Function Attrs: nounwind
define hidden i64 @pp_get_listener_sock(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %30, label %6

6:                                                ; preds = %2
  %7 = inttoptr i64 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 2048
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %30, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i64 14088
  %13 = ptrtoint ptr %12 to i64
  %14 = sub i64 %1, %13
  %15 = getelementptr inbounds nuw i8, ptr %7, i64 14080
  %16 = load i64, ptr %15, align 8
  %17 = mul i64 %16, 96
  %18 = icmp ult i64 %14, %17
  br i1 %18, label %19, label %30

19:                                               ; preds = %11
  %20 = udiv i64 %14, 96
  %21 = getelementptr inbounds nuw %struct.open_socket, ptr %12, i64 %20
  %22 = tail call fastcc ptr @full_socket(ptr noundef nonnull %0, ptr noundef %21) #29
  %23 = icmp eq ptr %22, null
  br i1 %23, label %30, label %24

24:                                               ; preds = %19
  %25 = getelementptr inbounds nuw i8, ptr %22, i64 72
  %26 = load i32, ptr %25, align 8
  %27 = icmp eq i32 %26, 10
  %28 = ptrtoint ptr %22 to i64
  %29 = select i1 %27, i64 %28, i64 0
  br label %30

30:                                               ; preds = %11, %2, %6, %24, %19
  %31 = phi i64 [ 0, %19 ], [ %29, %24 ], [ 0, %6 ], [ 0, %2 ], [ 0, %11 ]
  ret i64 %31
}

; Function Attrs: nounwind
define hidden i64 @pp_skc_to_tcp_sock(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %28, label %6

6:                                                ; preds = %2
  %7 = inttoptr i64 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 2048
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %28, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i64 14088
  %13 = ptrtoint ptr %12 to i64
  %14 = sub i64 %1, %13
  %15 = getelementptr inbounds nuw i8, ptr %7, i64 14080
  %16 = load i64, ptr %15, align 8
  %17 = mul i64 %16, 96
  %18 = icmp ult i64 %14, %17
  br i1 %18, label %19, label %28

19:                                               ; preds = %11
  %20 = udiv i64 %14, 96
  %21 = getelementptr inbounds nuw %struct.open_socket, ptr %12, i64 %20
  %22 = tail call fastcc ptr @full_socket(ptr noundef nonnull readonly %0, ptr noundef %21) #29
  %23 = icmp eq ptr %22, %21
  br i1 %23, label %24, label %28

24:                                               ; preds = %19
  %25 = getelementptr inbounds nuw i8, ptr %21, i64 12
  %26 = load i32, ptr %25, align 4
  %27 = icmp eq i32 %26, 6
  br label %28

28:                                               ; preds = %24, %2, %6, %11, %19
  %29 = phi ptr [ %21, %24 ], [ %21, %19 ], [ null, %6 ], [ null, %2 ], [ null, %11 ]
  %30 = phi i1 [ %27, %24 ], [ false, %19 ], [ false, %6 ], [ false, %2 ], [ false, %11 ]
  %31 = icmp ne ptr %29, null
  %32 = and i1 %31, %30
  %33 = ptrtoint ptr %29 to i64
  %34 = add i64 %33, 80
  %35 = select i1 %32, i64 %34, i64 0
  ret i64 %35
}

; Function Attrs: nounwind
define hidden i64 @pp_skc_to_tcp6_sock(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %32, label %6

6:                                                ; preds = %2
  %7 = inttoptr i64 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 2048
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %32, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i64 14088
  %13 = ptrtoint ptr %12 to i64
  %14 = sub i64 %1, %13
  %15 = getelementptr inbounds nuw i8, ptr %7, i64 14080
  %16 = load i64, ptr %15, align 8
  %17 = mul i64 %16, 96
  %18 = icmp ult i64 %14, %17
  br i1 %18, label %19, label %32

19:                                               ; preds = %11
  %20 = udiv i64 %14, 96
  %21 = getelementptr inbounds nuw %struct.open_socket, ptr %12, i64 %20
  %22 = tail call fastcc ptr @full_socket(ptr noundef nonnull readonly %0, ptr noundef %21) #29
  %23 = icmp eq ptr %22, %21
  br i1 %23, label %24, label %32

24:                                               ; preds = %19
  %25 = getelementptr inbounds nuw i8, ptr %21, i64 12
  %26 = load i32, ptr %25, align 4
  %27 = icmp eq i32 %26, 6
  br i1 %27, label %28, label %32

28:                                               ; preds = %24
  %29 = getelementptr inbounds nuw i8, ptr %21, i64 4
  %30 = load i32, ptr %29, align 4
  %31 = icmp eq i32 %30, 10
  br label %32

32:                                               ; preds = %2, %6, %11, %19, %24, %28
  %33 = phi ptr [ %21, %24 ], [ %21, %19 ], [ %21, %28 ], [ null, %6 ], [ null, %11 ], [ null, %2 ]
  %34 = phi i1 [ false, %24 ], [ false, %19 ], [ %31, %28 ], [ false, %6 ], [ false, %11 ], [ false, %2 ]
  %35 = icmp ne ptr %33, null
  %36 = and i1 %35, %34
  %37 = ptrtoint ptr %33 to i64
  %38 = add i64 %37, 80
  %39 = select i1 %36, i64 %38, i64 0
  ret i64 %39
}

; Function Attrs: nounwind
define hidden i64 @pp_skc_to_udp6_sock(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %32, label %6

6:                                                ; preds = %2
  %7 = inttoptr i64 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 2048
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %32, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i64 14088
  %13 = ptrtoint ptr %12 to i64
  %14 = sub i64 %1, %13
  %15 = getelementptr inbounds nuw i8, ptr %7, i64 14080
  %16 = load i64, ptr %15, align 8
  %17 = mul i64 %16, 96
  %18 = icmp ult i64 %14, %17
  br i1 %18, label %19, label %32

19:                                               ; preds = %11
  %20 = udiv i64 %14, 96
  %21 = getelementptr inbounds nuw %struct.open_socket, ptr %12, i64 %20
  %22 = tail call fastcc ptr @full_socket(ptr noundef nonnull readonly %0, ptr noundef %21) #29
  %23 = icmp eq ptr %22, %21
  br i1 %23, label %24, label %32

24:                                               ; preds = %19
  %25 = getelementptr inbounds nuw i8, ptr %21, i64 12
  %26 = load i32, ptr %25, align 4
  %27 = icmp eq i32 %26, 17
  br i1 %27, label %28, label %32

28:                                               ; preds = %24
  %29 = getelementptr inbounds nuw i8, ptr %21, i64 4
  %30 = load i32, ptr %29, align 4
  %31 = icmp eq i32 %30, 10
  br label %32

32:                                               ; preds = %2, %6, %11, %19, %24, %28
  %33 = phi ptr [ %21, %24 ], [ %21, %19 ], [ %21, %28 ], [ null, %6 ], [ null, %11 ], [ null, %2 ]
  %34 = phi i1 [ false, %24 ], [ false, %19 ], [ %31, %28 ], [ false, %6 ], [ false, %11 ], [ false, %2 ]
  %35 = icmp ne ptr %33, null
  %36 = and i1 %35, %34
  %37 = ptrtoint ptr %33 to i64
  %38 = add i64 %37, 80
  %39 = select i1 %36, i64 %38, i64 0
  ret i64 %39
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_skc_to_tcp_timewait_sock(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #4 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %36, label %6

6:                                                ; preds = %2
  %7 = inttoptr i64 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 2048
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %36, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i64 14088
  %13 = ptrtoint ptr %12 to i64
  %14 = sub i64 %1, %13
  %15 = getelementptr inbounds nuw i8, ptr %7, i64 14080
  %16 = load i64, ptr %15, align 8
  %17 = mul i64 %16, 96
  %18 = icmp ult i64 %14, %17
  br i1 %18, label %19, label %36

19:                                               ; preds = %11
  %20 = udiv i64 %14, 96
  %21 = getelementptr inbounds nuw %struct.open_socket, ptr %12, i64 %20
  %22 = getelementptr inbounds nuw i8, ptr %21, i64 4
  %23 = load i32, ptr %22, align 4
  switch i32 %23, label %36 [
    i32 2, label %24
    i32 10, label %24
  ]

24:                                               ; preds = %19, %19
  %25 = getelementptr inbounds nuw i8, ptr %21, i64 8
  %26 = load i32, ptr %25, align 8
  %27 = icmp eq i32 %26, 1
  br i1 %27, label %28, label %36

28:                                               ; preds = %24
  %29 = getelementptr inbounds nuw i8, ptr %21, i64 12
  %30 = load i32, ptr %29, align 4
  %31 = icmp eq i32 %30, 6
  br i1 %31, label %32, label %36

32:                                               ; preds = %28
  %33 = getelementptr inbounds nuw i8, ptr %21, i64 72
  %34 = load i32, ptr %33, align 8
  %35 = icmp eq i32 %34, 6
  br label %36

36:                                               ; preds = %2, %6, %11, %19, %24, %28, %32
  %37 = phi ptr [ %21, %28 ], [ null, %6 ], [ %21, %32 ], [ null, %11 ], [ null, %2 ], [ %21, %24 ], [ %21, %19 ]
  %38 = phi i1 [ false, %28 ], [ false, %6 ], [ %35, %32 ], [ false, %11 ], [ false, %2 ], [ false, %24 ], [ false, %19 ]
  %39 = icmp ne ptr %37, null
  %40 = and i1 %39, %38
  %41 = ptrtoint ptr %37 to i64
  %42 = add i64 %41, 80
  %43 = select i1 %40, i64 %42, i64 0
  ret i64 %43
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define hidden i64 @pp_skc_to_tcp_request_sock(ptr noundef readonly captures(none) %0, i64 noundef %1) local_unnamed_addr #4 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %36, label %6

6:                                                ; preds = %2
  %7 = inttoptr i64 %4 to ptr
  %8 = load i64, ptr %7, align 8
  %9 = and i64 %8, 2048
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %36, label %11

11:                                               ; preds = %6
  %12 = getelementptr inbounds nuw i8, ptr %7, i64 14088
  %13 = ptrtoint ptr %12 to i64
  %14 = sub i64 %1, %13
  %15 = getelementptr inbounds nuw i8, ptr %7, i64 14080
  %16 = load i64, ptr %15, align 8
  %17 = mul i64 %16, 96
  %18 = icmp ult i64 %14, %17
  br i1 %18, label %19, label %36

19:                                               ; preds = %11
  %20 = udiv i64 %14, 96
  %21 = getelementptr inbounds nuw %struct.open_socket, ptr %12, i64 %20
  %22 = getelementptr inbounds nuw i8, ptr %21, i64 4
  %23 = load i32, ptr %22, align 4
  switch i32 %23, label %36 [
    i32 2, label %24
    i32 10, label %24
  ]

24:                                               ; preds = %19, %19
  %25 = getelementptr inbounds nuw i8, ptr %21, i64 8
  %26 = load i32, ptr %25, align 8
  %27 = icmp eq i32 %26, 1
  br i1 %27, label %28, label %36

28:                                               ; preds = %24
  %29 = getelementptr inbounds nuw i8, ptr %21, i64 12
  %30 = load i32, ptr %29, align 4
  %31 = icmp eq i32 %30, 6
  br i1 %31, label %32, label %36

32:                                               ; preds = %28
  %33 = getelementptr inbounds nuw i8, ptr %21, i64 72
  %34 = load i32, ptr %33, align 8
  %35 = icmp eq i32 %34, 12
  br label %36

36:                                               ; preds = %2, %6, %11, %19, %24, %28, %32
  %37 = phi ptr [ %21, %28 ], [ null, %6 ], [ %21, %32 ], [ null, %11 ], [ null, %2 ], [ %21, %24 ], [ %21, %19 ]
  %38 = phi i1 [ false, %28 ], [ false, %6 ], [ %35, %32 ], [ false, %11 ], [ false, %2 ], [ false, %24 ], [ false, %19 ]
  %39 = icmp ne ptr %37, null
  %40 = and i1 %39, %38
  %41 = ptrtoint ptr %37 to i64
  %42 = add i64 %41, 80
  %43 = select i1 %40, i64 %42, i64 0
  ret i64 %43
}

; Function Attrs: nounwind
define hidden range(i64 -97, 1) i64 @pp_sk_assign(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) local_unnamed_addr #0 {
  %5 = alloca i64, align 8
  %6 = alloca %struct.socket, align 8
  %7 = alloca i64, align 8
  store i64 %2, ptr %5, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #30
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #30
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %9 = load i64, ptr %8, align 8
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %11 = load i64, ptr %10, align 8
  %12 = sub i64 %9, %11
  %13 = icmp ugt i64 %12, 191
  br i1 %13, label %14, label %19

14:                                               ; preds = %4
  %15 = icmp eq i64 %2, 0
  %16 = icmp ne i64 %3, 0
  %17 = or i1 %15, %16
  %18 = select i1 %17, i64 -22, i64 -95
  br label %159

19:                                               ; preds = %4
  %20 = icmp ult i64 %3, 4
  br i1 %20, label %21, label %159

21:                                               ; preds = %19
  %22 = icmp eq i64 %2, 0
  br i1 %22, label %125, label %23

23:                                               ; preds = %21
  %24 = tail call fastcc ptr @map_around(ptr noundef nonnull %0, i64 noundef range(i64 1, 0) %2) #29
  %25 = icmp eq ptr %24, null
  br i1 %25, label %45, label %26

26:                                               ; preds = %23
  %27 = getelementptr inbounds nuw i8, ptr %24, i64 32
  %28 = load i64, ptr %27, align 8
  %29 = sub i64 %2, %28
  %30 = load i32, ptr %24, align 8
  switch i32 %30, label %159 [
    i32 15, label %31
    i32 18, label %31
    i32 20, label %31
  ]

31:                                               ; preds = %26, %26, %26
  %32 = getelementptr inbounds nuw i8, ptr %24, i64 16
  %33 = load i32, ptr %32, align 8
  %34 = zext i32 %33 to i64
  %35 = urem i64 %29, %34
  %36 = udiv i64 %29, %34
  %37 = icmp eq i64 %35, 0
  br i1 %37, label %38, label %159

38:                                               ; preds = %31
  %39 = getelementptr inbounds nuw i8, ptr %24, i64 80
  %40 = load i64, ptr %39, align 8
  %41 = inttoptr i64 %40 to ptr
  %42 = getelementptr inbounds nuw i8, ptr %41, i64 %36
  %43 = load i8, ptr %42, align 1
  %44 = icmp eq i8 %43, 0
  br i1 %44, label %159, label %54

45:                                               ; preds = %23
  %46 = load i64, ptr %10, align 8
  %47 = load i64, ptr %8, align 8
  %48 = icmp ult i64 %2, %46
  %49 = icmp ugt i64 %2, %47
  %50 = or i1 %48, %49
  %51 = sub nuw i64 %47, %2
  %52 = icmp ult i64 %51, 88
  %53 = select i1 %50, i1 true, i1 %52
  br i1 %53, label %159, label %54

54:                                               ; preds = %45, %38
  %55 = inttoptr i64 %2 to ptr
  %56 = call ptr @memcpy(ptr noundef nonnull %6, ptr noundef nonnull %55, i64 noundef 88) #31
  %57 = ptrtoint ptr %24 to i64
  %58 = getelementptr inbounds nuw i8, ptr %6, i64 4
  %59 = load i32, ptr %58, align 4
  switch i32 %59, label %159 [
    i32 2, label %60
    i32 10, label %60
  ]

60:                                               ; preds = %54, %54
  %61 = getelementptr inbounds nuw i8, ptr %6, i64 8
  %62 = load i32, ptr %61, align 8
  %63 = icmp eq i32 %62, 1
  %64 = getelementptr inbounds nuw i8, ptr %6, i64 12
  %65 = load i32, ptr %64, align 4
  %66 = icmp eq i32 %65, 6
  %67 = select i1 %63, i1 %66, i1 false
  br i1 %67, label %68, label %72

68:                                               ; preds = %60
  %69 = getelementptr inbounds nuw i8, ptr %6, i64 72
  %70 = load i32, ptr %69, align 8
  %71 = icmp eq i32 %70, 10
  br i1 %71, label %85, label %159

72:                                               ; preds = %60
  switch i32 %59, label %159 [
    i32 2, label %73
    i32 10, label %73
  ]

73:                                               ; preds = %72, %72
  %74 = icmp ne i32 %62, 2
  %75 = icmp ne i32 %65, 17
  %76 = select i1 %74, i1 true, i1 %75
  %77 = getelementptr inbounds nuw i8, ptr %6, i64 44
  %78 = load i32, ptr %77, align 4
  %79 = icmp eq i32 %78, 0
  %80 = select i1 %76, i1 true, i1 %79
  %81 = getelementptr inbounds nuw i8, ptr %6, i64 72
  %82 = load i32, ptr %81, align 8
  %83 = icmp eq i32 %82, 1
  %84 = select i1 %80, i1 true, i1 %83
  br i1 %84, label %159, label %85

85:                                               ; preds = %73, %68
  %86 = phi i32 [ 17, %73 ], [ 6, %68 ]
  %87 = add i64 %1, 12
  %88 = inttoptr i64 %87 to ptr
  %89 = load i32, ptr %88, align 1
  %90 = icmp eq i32 %86, %89
  br i1 %90, label %91, label %159

91:                                               ; preds = %85
  %92 = add i64 %1, 8
  %93 = inttoptr i64 %92 to ptr
  %94 = load i32, ptr %93, align 1
  %95 = icmp eq i32 %59, %94
  br i1 %95, label %125, label %96

96:                                               ; preds = %91
  switch i32 %59, label %125 [
    i32 2, label %159
    i32 10, label %97
  ]

97:                                               ; preds = %96
  %98 = getelementptr inbounds nuw i8, ptr %6, i64 28
  %99 = load i32, ptr %98, align 4
  %100 = icmp eq i32 %99, 0
  %101 = getelementptr inbounds nuw i8, ptr %6, i64 32
  %102 = load i32, ptr %101, align 8
  br i1 %100, label %103, label %111

103:                                              ; preds = %97
  %104 = getelementptr inbounds nuw i8, ptr %6, i64 36
  %105 = load i32, ptr %104, align 4
  %106 = getelementptr inbounds nuw i8, ptr %6, i64 40
  %107 = load i32, ptr %106, align 8
  %108 = or i32 %105, %107
  %109 = or i32 %108, %102
  %110 = icmp eq i32 %109, 0
  br i1 %110, label %125, label %111

111:                                              ; preds = %103, %97
  %112 = or i32 %102, %99
  %113 = icmp eq i32 %112, 0
  br i1 %113, label %114, label %159

114:                                              ; preds = %111
  %115 = getelementptr inbounds nuw i8, ptr %6, i64 36
  %116 = load i16, ptr %115, align 4
  %117 = icmp eq i16 %116, 0
  br i1 %117, label %118, label %159

118:                                              ; preds = %114
  %119 = ptrtoint ptr %115 to i64
  %120 = or disjoint i64 %119, 2
  %121 = inttoptr i64 %120 to ptr
  %122 = load i16, ptr %121, align 2
  %123 = freeze i16 %122
  %124 = icmp eq i16 %123, -1
  br i1 %124, label %125, label %159

125:                                              ; preds = %96, %21, %91, %103, %118
  %126 = phi i64 [ 0, %21 ], [ %57, %118 ], [ %57, %91 ], [ %57, %103 ], [ %57, %96 ]
  %127 = inttoptr i64 %1 to ptr
  %128 = call ptr @memcpy(ptr noundef nonnull %7, ptr noundef %127, i64 noundef 8) #31
  %129 = load i64, ptr %7, align 8
  %130 = icmp ne i64 %129, 0
  %131 = and i64 %3, 1
  %132 = icmp eq i64 %131, 0
  %133 = and i1 %132, %130
  br i1 %133, label %159, label %134

134:                                              ; preds = %125
  %135 = call ptr @memcpy(ptr noundef %127, ptr noundef nonnull %5, i64 noundef 8) #31
  %136 = load i64, ptr %5, align 8
  %137 = icmp eq i64 %136, 0
  br i1 %137, label %138, label %143

138:                                              ; preds = %134
  %139 = getelementptr inbounds nuw i8, ptr %0, i64 296
  store i32 0, ptr %139, align 8
  %140 = getelementptr inbounds nuw i8, ptr %0, i64 300
  store i32 0, ptr %140, align 4
  %141 = getelementptr inbounds nuw i8, ptr %0, i64 280
  store i64 0, ptr %141, align 8
  %142 = getelementptr inbounds nuw i8, ptr %0, i64 288
  store i64 0, ptr %142, align 8
  br label %159

143:                                              ; preds = %134
  %144 = icmp eq i64 %126, 0
  %145 = select i1 %144, i32 1, i32 2
  %146 = getelementptr inbounds nuw i8, ptr %6, i64 80
  %147 = load i64, ptr %146, align 8
  %148 = icmp eq i64 %147, 0
  br i1 %148, label %149, label %152

149:                                              ; preds = %143
  %150 = load i64, ptr %10, align 8
  %151 = call i64 @pp_get_socket_cookie(ptr noundef nonnull %0, i64 noundef %150) #29
  br label %152

152:                                              ; preds = %143, %149
  %153 = phi i64 [ %151, %149 ], [ %147, %143 ]
  %154 = trunc i64 %153 to i32
  %155 = getelementptr inbounds nuw i8, ptr %0, i64 296
  store i32 %145, ptr %155, align 8
  %156 = getelementptr inbounds nuw i8, ptr %0, i64 300
  store i32 %154, ptr %156, align 4
  %157 = getelementptr inbounds nuw i8, ptr %0, i64 280
  store i64 %126, ptr %157, align 8
  %158 = getelementptr inbounds nuw i8, ptr %0, i64 288
  store i64 %3, ptr %158, align 8
  br label %159

159:                                              ; preds = %111, %114, %118, %26, %31, %38, %45, %54, %73, %72, %68, %96, %85, %138, %152, %125, %19, %14
  %160 = phi i64 [ %18, %14 ], [ 0, %138 ], [ -22, %19 ], [ -17, %125 ], [ 0, %152 ], [ -94, %54 ], [ -94, %73 ], [ -94, %26 ], [ -94, %72 ], [ -94, %68 ], [ -97, %96 ], [ -97, %118 ], [ -97, %111 ], [ -91, %85 ], [ -97, %114 ], [ -94, %45 ], [ -94, %38 ], [ -94, %31 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #30
  ret i64 %160
}

; Function Attrs: nounwind
define hidden void @pp_fork_add(ptr noundef captures(none) %0, ptr noundef %1) local_unnamed_addr #0 {
  %3 = atomicrmw xchg ptr %0, i32 1 acquire, align 8
  %4 = icmp eq i32 %3, 0
  br i1 %4, label %15, label %5

5:                                                ; preds = %2, %12
  %6 = phi i32 [ %7, %12 ], [ 0, %2 ]
  %7 = add i32 %6, 1
  %8 = and i32 %7, 63
  %9 = icmp eq i32 %8, 0
  br i1 %9, label %10, label %12

10:                                               ; preds = %5
  %11 = tail call i32 @sched_yield() #31
  br label %12

12:                                               ; preds = %10, %5
  %13 = atomicrmw xchg ptr %0, i32 1 acquire, align 8
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %15, label %5, !llvm.loop !102

15:                                               ; preds = %12, %2
  %16 = getelementptr inbounds nuw i8, ptr %1, i64 288
  store i64 0, ptr %16, align 8
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %18 = load i64, ptr %17, align 8
  %19 = getelementptr inbounds nuw i8, ptr %1, i64 296
  store i64 %18, ptr %19, align 8
  %20 = icmp eq i64 %18, 0
  %21 = ptrtoint ptr %1 to i64
  br i1 %20, label %25, label %22

22:                                               ; preds = %15
  %23 = inttoptr i64 %18 to ptr
  %24 = getelementptr inbounds nuw i8, ptr %23, i64 288
  store i64 %21, ptr %24, align 8
  br label %25

25:                                               ; preds = %15, %22
  store i64 %21, ptr %17, align 8
  store atomic i32 0, ptr %0 release, align 8
  ret void
}

; Function Attrs: nounwind
define hidden void @pp_fork_remove(ptr noundef captures(none) %0, ptr noundef readonly captures(none) %1) local_unnamed_addr #0 {
  %3 = atomicrmw xchg ptr %0, i32 1 acquire, align 8
  %4 = icmp eq i32 %3, 0
  br i1 %4, label %15, label %5

5:                                                ; preds = %2, %12
  %6 = phi i32 [ %7, %12 ], [ 0, %2 ]
  %7 = add i32 %6, 1
  %8 = and i32 %7, 63
  %9 = icmp eq i32 %8, 0
  br i1 %9, label %10, label %12

10:                                               ; preds = %5
  %11 = tail call i32 @sched_yield() #31
  br label %12

12:                                               ; preds = %10, %5
  %13 = atomicrmw xchg ptr %0, i32 1 acquire, align 8
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %15, label %5, !llvm.loop !102

15:                                               ; preds = %12, %2
  %16 = getelementptr inbounds nuw i8, ptr %1, i64 296
  %17 = load i64, ptr %16, align 8
  %18 = icmp eq i64 %17, 0
  %19 = getelementptr inbounds nuw i8, ptr %1, i64 288
  %20 = load i64, ptr %19, align 8
  br i1 %18, label %24, label %21

21:                                               ; preds = %15
  %22 = inttoptr i64 %17 to ptr
  %23 = getelementptr inbounds nuw i8, ptr %22, i64 288
  store i64 %20, ptr %23, align 8
  br label %24

24:                                               ; preds = %15, %21
  %25 = icmp eq i64 %20, 0
  %26 = load i64, ptr %16, align 8
  br i1 %25, label %30, label %27

27:                                               ; preds = %24
  %28 = inttoptr i64 %20 to ptr
  %29 = getelementptr inbounds nuw i8, ptr %28, i64 296
  store i64 %26, ptr %29, align 8
  br label %32

30:                                               ; preds = %24
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i64 %26, ptr %31, align 8
  br label %32

32:                                               ; preds = %30, %27
  store atomic i32 0, ptr %0 release, align 8
  ret void
}

; Function Attrs: nounwind
define hidden void @pp_fork_state(ptr noundef captures(none) %0, ptr noundef %1) local_unnamed_addr #0 {
  %3 = atomicrmw xchg ptr %0, i32 1 acquire, align 8
  %4 = icmp eq i32 %3, 0
  br i1 %4, label %15, label %5

5:                                                ; preds = %2, %12
  %6 = phi i32 [ %7, %12 ], [ 0, %2 ]
  %7 = add i32 %6, 1
  %8 = and i32 %7, 63
  %9 = icmp eq i32 %8, 0
  br i1 %9, label %10, label %12

10:                                               ; preds = %5
  %11 = tail call i32 @sched_yield() #31
  br label %12

12:                                               ; preds = %10, %5
  %13 = atomicrmw xchg ptr %0, i32 1 acquire, align 8
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %15, label %5, !llvm.loop !102

15:                                               ; preds = %12, %2
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %17 = load i64, ptr %16, align 8
  %18 = getelementptr inbounds nuw i8, ptr %1, i64 480
  store i64 %17, ptr %18, align 8
  %19 = ptrtoint ptr %1 to i64
  store i64 %19, ptr %16, align 8
  store atomic i32 0, ptr %0 release, align 8
  ret void
}

; Function Attrs: nounwind
define hidden void @pp_fork_before(ptr noundef captures(none) %0) local_unnamed_addr #0 {
  %2 = atomicrmw xchg ptr %0, i32 1 acquire, align 8
  %3 = icmp eq i32 %2, 0
  br i1 %3, label %14, label %4

4:                                                ; preds = %1, %11
  %5 = phi i32 [ %6, %11 ], [ 0, %1 ]
  %6 = add i32 %5, 1
  %7 = and i32 %6, 63
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %9, label %11

9:                                                ; preds = %4
  %10 = tail call i32 @sched_yield() #31
  br label %11

11:                                               ; preds = %9, %4
  %12 = atomicrmw xchg ptr %0, i32 1 acquire, align 8
  %13 = icmp eq i32 %12, 0
  br i1 %13, label %14, label %4, !llvm.loop !102

14:                                               ; preds = %11, %1
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %16 = load i64, ptr %15, align 8
  %17 = icmp eq i64 %16, 0
  br i1 %17, label %21, label %18

18:                                               ; preds = %14
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 16
  br label %22

21:                                               ; preds = %198, %14
  ret void

22:                                               ; preds = %18, %198
  %23 = phi i64 [ %16, %18 ], [ %200, %198 ]
  %24 = phi i32 [ 4194304, %18 ], [ %138, %198 ]
  %25 = inttoptr i64 %23 to ptr
  %26 = getelementptr inbounds nuw i8, ptr %25, i64 88
  %27 = atomicrmw xchg ptr %26, i32 1 acquire, align 8
  %28 = icmp eq i32 %27, 0
  br i1 %28, label %47, label %33

29:                                               ; preds = %44, %33
  %30 = phi i32 [ %34, %33 ], [ %39, %44 ]
  %31 = atomicrmw xchg ptr %26, i32 1 acquire, align 8
  %32 = icmp eq i32 %31, 0
  br i1 %32, label %47, label %33, !llvm.loop !21

33:                                               ; preds = %22, %29
  %34 = phi i32 [ %30, %29 ], [ 0, %22 ]
  %35 = load atomic i32, ptr %26 monotonic, align 8
  %36 = icmp eq i32 %35, 0
  br i1 %36, label %29, label %37

37:                                               ; preds = %33, %44
  %38 = phi i32 [ %39, %44 ], [ %34, %33 ]
  %39 = add i32 %38, 1
  %40 = and i32 %39, 255
  %41 = icmp eq i32 %40, 0
  br i1 %41, label %42, label %44

42:                                               ; preds = %37
  %43 = tail call i32 @sched_yield() #31
  br label %44

44:                                               ; preds = %42, %37
  %45 = load atomic i32, ptr %26 monotonic, align 8
  %46 = icmp eq i32 %45, 0
  br i1 %46, label %29, label %37, !llvm.loop !22

47:                                               ; preds = %29, %22
  %48 = getelementptr inbounds nuw i8, ptr %25, i64 232
  %49 = load i32, ptr %48, align 8
  %50 = icmp eq i32 %49, 0
  br i1 %50, label %137, label %51

51:                                               ; preds = %47
  %52 = getelementptr inbounds nuw i8, ptr %25, i64 24
  %53 = load i32, ptr %52, align 8
  %54 = icmp eq i32 %53, 0
  br i1 %54, label %55, label %59

55:                                               ; preds = %51
  %56 = getelementptr inbounds nuw i8, ptr %25, i64 12
  %57 = load i32, ptr %56, align 4
  %58 = icmp eq i32 %57, 0
  br i1 %58, label %137, label %59

59:                                               ; preds = %51, %55
  %60 = phi i32 [ %57, %55 ], [ %53, %51 ]
  %61 = getelementptr inbounds nuw i8, ptr %25, i64 280
  %62 = load i64, ptr %61, align 8
  %63 = inttoptr i64 %62 to ptr
  %64 = getelementptr inbounds nuw i8, ptr %25, i64 80
  %65 = getelementptr inbounds nuw i8, ptr %25, i64 32
  %66 = getelementptr inbounds nuw i8, ptr %25, i64 16
  %67 = zext i32 %60 to i64
  br label %68

68:                                               ; preds = %133, %59
  %69 = phi i64 [ 0, %59 ], [ %135, %133 ]
  %70 = phi i32 [ %24, %59 ], [ %134, %133 ]
  %71 = load i32, ptr %52, align 8
  %72 = icmp eq i32 %71, 0
  br i1 %72, label %81, label %73

73:                                               ; preds = %68
  %74 = load i64, ptr %64, align 8
  %75 = inttoptr i64 %74 to ptr
  %76 = getelementptr inbounds nuw i8, ptr %75, i64 %69
  %77 = load i8, ptr %76, align 1
  %78 = icmp eq i8 %77, 0
  br i1 %78, label %79, label %81

79:                                               ; preds = %73
  %80 = getelementptr inbounds nuw i8, ptr %63, i64 %69
  store i8 0, ptr %80, align 1
  br label %133

81:                                               ; preds = %73, %68
  %82 = load i64, ptr %65, align 8
  %83 = load i32, ptr %66, align 8
  %84 = zext i32 %83 to i64
  %85 = mul nuw i64 %69, %84
  %86 = load i32, ptr %48, align 8
  %87 = zext i32 %86 to i64
  %88 = add i64 %82, -1
  %89 = add i64 %88, %85
  %90 = add i64 %89, %87
  %91 = inttoptr i64 %90 to ptr
  %92 = getelementptr inbounds nuw i8, ptr %63, i64 %69
  store i8 0, ptr %92, align 1
  %93 = icmp eq i64 %90, 0
  br i1 %93, label %133, label %94

94:                                               ; preds = %81
  %95 = load i64, ptr %19, align 8
  %96 = inttoptr i64 %95 to ptr
  %97 = tail call i64 %96() #31
  %98 = load i64, ptr %20, align 8
  %99 = icmp eq i64 %98, 0
  br i1 %99, label %114, label %100

100:                                              ; preds = %94, %110
  %101 = phi i64 [ %112, %110 ], [ %98, %94 ]
  %102 = inttoptr i64 %101 to ptr
  %103 = getelementptr inbounds nuw i8, ptr %102, i64 472
  %104 = load atomic i64, ptr %103 monotonic, align 8
  %105 = icmp eq i64 %104, %97
  br i1 %105, label %106, label %110

106:                                              ; preds = %100
  %107 = getelementptr inbounds nuw i8, ptr %102, i64 264
  %108 = load i64, ptr %107, align 8
  %109 = icmp eq i64 %108, %90
  br i1 %109, label %133, label %110

110:                                              ; preds = %106, %100
  %111 = getelementptr inbounds nuw i8, ptr %102, i64 480
  %112 = load i64, ptr %111, align 8
  %113 = icmp eq i64 %112, 0
  br i1 %113, label %114, label %100, !llvm.loop !103

114:                                              ; preds = %110, %94
  %115 = atomicrmw xchg ptr %91, i32 1 acquire, align 4
  %116 = icmp eq i32 %115, 0
  %117 = zext i1 %116 to i8
  store i8 %117, ptr %92, align 1
  %118 = icmp eq i32 %70, 0
  %119 = select i1 %116, i1 true, i1 %118
  br i1 %119, label %133, label %120

120:                                              ; preds = %114, %127
  %121 = phi i32 [ %122, %127 ], [ %70, %114 ]
  %122 = add i32 %121, -1
  %123 = and i32 %122, 63
  %124 = icmp eq i32 %123, 0
  br i1 %124, label %125, label %127

125:                                              ; preds = %120
  %126 = tail call i32 @sched_yield() #31
  br label %127

127:                                              ; preds = %125, %120
  %128 = atomicrmw xchg ptr %91, i32 1 acquire, align 4
  %129 = icmp eq i32 %128, 0
  %130 = zext i1 %129 to i8
  store i8 %130, ptr %92, align 1
  %131 = icmp eq i32 %122, 0
  %132 = or i1 %131, %129
  br i1 %132, label %133, label %120, !llvm.loop !104

133:                                              ; preds = %106, %127, %114, %81, %79
  %134 = phi i32 [ %70, %81 ], [ %70, %79 ], [ %122, %127 ], [ %70, %114 ], [ %70, %106 ]
  %135 = add nuw nsw i64 %69, 1
  %136 = icmp eq i64 %135, %67
  br i1 %136, label %137, label %68, !llvm.loop !105

137:                                              ; preds = %133, %47, %55
  %138 = phi i32 [ %24, %55 ], [ %24, %47 ], [ %134, %133 ]
  %139 = load i32, ptr %25, align 8
  %140 = and i32 %139, -5
  %141 = icmp eq i32 %140, 27
  br i1 %141, label %142, label %198

142:                                              ; preds = %137
  %143 = getelementptr inbounds nuw i8, ptr %25, i64 128
  %144 = load atomic i64, ptr %143 acquire, align 8
  %145 = getelementptr inbounds nuw i8, ptr %25, i64 280
  store i64 %144, ptr %145, align 8
  %146 = getelementptr inbounds nuw i8, ptr %25, i64 120
  %147 = load i64, ptr %146, align 8
  %148 = icmp eq i64 %144, %147
  br i1 %148, label %198, label %149

149:                                              ; preds = %142
  %150 = getelementptr inbounds nuw i8, ptr %25, i64 112
  %151 = getelementptr inbounds nuw i8, ptr %25, i64 12
  br label %152

152:                                              ; preds = %189, %149
  %153 = phi i64 [ %144, %149 ], [ %195, %189 ]
  %154 = load i64, ptr %150, align 8
  %155 = inttoptr i64 %154 to ptr
  %156 = load i32, ptr %151, align 4
  %157 = add i32 %156, -1
  %158 = zext i32 %157 to i64
  %159 = and i64 %153, %158
  %160 = lshr i64 %159, 3
  %161 = getelementptr inbounds nuw %struct.record, ptr %155, i64 %160
  %162 = getelementptr inbounds nuw i8, ptr %161, i64 4
  %163 = load atomic i32, ptr %162 acquire, align 4
  %164 = and i32 %163, 3
  %165 = icmp eq i32 %164, 1
  br i1 %165, label %166, label %189

166:                                              ; preds = %152
  %167 = lshr i32 %163, 2
  %168 = load i64, ptr %19, align 8
  %169 = inttoptr i64 %168 to ptr
  %170 = tail call i64 %169() #31
  %171 = load i64, ptr %20, align 8
  %172 = icmp eq i64 %171, 0
  br i1 %172, label %187, label %173

173:                                              ; preds = %166, %183
  %174 = phi i64 [ %185, %183 ], [ %171, %166 ]
  %175 = inttoptr i64 %174 to ptr
  %176 = getelementptr inbounds nuw i8, ptr %175, i64 472
  %177 = load atomic i64, ptr %176 monotonic, align 8
  %178 = icmp eq i64 %177, %170
  br i1 %178, label %179, label %183

179:                                              ; preds = %173
  %180 = getelementptr inbounds nuw i8, ptr %175, i64 160
  %181 = load i32, ptr %180, align 8
  %182 = icmp eq i32 %181, %167
  br i1 %182, label %189, label %183

183:                                              ; preds = %179, %173
  %184 = getelementptr inbounds nuw i8, ptr %175, i64 480
  %185 = load i64, ptr %184, align 8
  %186 = icmp eq i64 %185, 0
  br i1 %186, label %187, label %173, !llvm.loop !103

187:                                              ; preds = %183, %166
  %188 = atomicrmw or ptr %161, i32 -2147483648 monotonic, align 4
  br label %189

189:                                              ; preds = %179, %187, %152
  %190 = load atomic i32, ptr %161 monotonic, align 4
  %191 = and i32 %190, 2147483647
  %192 = add nuw i32 %191, 15
  %193 = and i32 %192, -8
  %194 = zext i32 %193 to i64
  %195 = add i64 %153, %194
  %196 = load i64, ptr %146, align 8
  %197 = icmp eq i64 %195, %196
  br i1 %197, label %198, label %152, !llvm.loop !106

198:                                              ; preds = %189, %142, %137
  %199 = getelementptr inbounds nuw i8, ptr %25, i64 296
  %200 = load i64, ptr %199, align 8
  %201 = icmp eq i64 %200, 0
  br i1 %201, label %21, label %22, !llvm.loop !107
}

; Function Attrs: nounwind
define hidden void @pp_fork_parent(ptr noundef captures(none) %0) local_unnamed_addr #0 {
  tail call fastcc void @end_fork(ptr noundef %0, i32 noundef 0) #29
  ret void
}

; Function Attrs: nounwind
define internal fastcc void @end_fork(ptr noundef captures(none) %0, i32 noundef range(i32 0, 2) %1) unnamed_addr #0 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %11, label %6

6:                                                ; preds = %2
  %7 = icmp eq i32 %1, 0
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %10 = icmp ne i32 %1, 0
  br label %12

11:                                               ; preds = %189, %2
  store atomic i32 0, ptr %0 release, align 8
  ret void

12:                                               ; preds = %6, %189
  %13 = phi i64 [ %4, %6 ], [ %192, %189 ]
  %14 = inttoptr i64 %13 to ptr
  %15 = getelementptr inbounds nuw i8, ptr %14, i64 232
  %16 = load i32, ptr %15, align 8
  %17 = icmp eq i32 %16, 0
  br i1 %17, label %86, label %18

18:                                               ; preds = %12
  %19 = getelementptr inbounds nuw i8, ptr %14, i64 24
  %20 = load i32, ptr %19, align 8
  %21 = icmp eq i32 %20, 0
  br i1 %21, label %22, label %26

22:                                               ; preds = %18
  %23 = getelementptr inbounds nuw i8, ptr %14, i64 12
  %24 = load i32, ptr %23, align 4
  %25 = icmp eq i32 %24, 0
  br i1 %25, label %86, label %26

26:                                               ; preds = %18, %22
  %27 = phi i32 [ %24, %22 ], [ %20, %18 ]
  %28 = getelementptr inbounds nuw i8, ptr %14, i64 280
  %29 = load i64, ptr %28, align 8
  %30 = inttoptr i64 %29 to ptr
  %31 = getelementptr inbounds nuw i8, ptr %14, i64 80
  %32 = getelementptr inbounds nuw i8, ptr %14, i64 32
  %33 = getelementptr inbounds nuw i8, ptr %14, i64 16
  %34 = zext i32 %27 to i64
  br label %35

35:                                               ; preds = %83, %26
  %36 = phi i64 [ 0, %26 ], [ %84, %83 ]
  %37 = load i32, ptr %19, align 8
  %38 = icmp eq i32 %37, 0
  br i1 %38, label %45, label %39

39:                                               ; preds = %35
  %40 = load i64, ptr %31, align 8
  %41 = inttoptr i64 %40 to ptr
  %42 = getelementptr inbounds nuw i8, ptr %41, i64 %36
  %43 = load i8, ptr %42, align 1
  %44 = icmp eq i8 %43, 0
  br i1 %44, label %83, label %45

45:                                               ; preds = %39, %35
  %46 = load i64, ptr %32, align 8
  %47 = load i32, ptr %33, align 8
  %48 = zext i32 %47 to i64
  %49 = mul nuw i64 %36, %48
  %50 = load i32, ptr %15, align 8
  %51 = zext i32 %50 to i64
  %52 = add i64 %46, -1
  %53 = add i64 %52, %49
  %54 = add i64 %53, %51
  %55 = inttoptr i64 %54 to ptr
  %56 = icmp eq i64 %54, 0
  br i1 %56, label %83, label %57

57:                                               ; preds = %45
  %58 = getelementptr inbounds nuw i8, ptr %30, i64 %36
  %59 = load i8, ptr %58, align 1
  %60 = icmp eq i8 %59, 0
  br i1 %60, label %61, label %82

61:                                               ; preds = %57
  br i1 %7, label %83, label %62

62:                                               ; preds = %61
  %63 = load i64, ptr %8, align 8
  %64 = inttoptr i64 %63 to ptr
  %65 = tail call i64 %64() #31
  %66 = load i64, ptr %9, align 8
  %67 = icmp eq i64 %66, 0
  br i1 %67, label %82, label %68

68:                                               ; preds = %62, %78
  %69 = phi i64 [ %80, %78 ], [ %66, %62 ]
  %70 = inttoptr i64 %69 to ptr
  %71 = getelementptr inbounds nuw i8, ptr %70, i64 472
  %72 = load atomic i64, ptr %71 monotonic, align 8
  %73 = icmp eq i64 %72, %65
  br i1 %73, label %74, label %78

74:                                               ; preds = %68
  %75 = getelementptr inbounds nuw i8, ptr %70, i64 264
  %76 = load i64, ptr %75, align 8
  %77 = icmp eq i64 %76, %54
  br i1 %77, label %83, label %78

78:                                               ; preds = %74, %68
  %79 = getelementptr inbounds nuw i8, ptr %70, i64 480
  %80 = load i64, ptr %79, align 8
  %81 = icmp eq i64 %80, 0
  br i1 %81, label %82, label %68, !llvm.loop !103

82:                                               ; preds = %78, %62, %57
  store atomic i32 0, ptr %55 release, align 4
  br label %83

83:                                               ; preds = %74, %82, %61, %45, %39
  %84 = add nuw nsw i64 %36, 1
  %85 = icmp eq i64 %84, %34
  br i1 %85, label %86, label %35, !llvm.loop !108

86:                                               ; preds = %83, %12, %22
  %87 = load i32, ptr %14, align 8
  %88 = and i32 %87, -5
  %89 = icmp eq i32 %88, 27
  %90 = and i1 %10, %89
  br i1 %90, label %91, label %127

91:                                               ; preds = %86
  %92 = getelementptr inbounds nuw i8, ptr %14, i64 128
  %93 = load i64, ptr %92, align 8
  %94 = getelementptr inbounds nuw i8, ptr %14, i64 120
  %95 = load i64, ptr %94, align 8
  %96 = icmp eq i64 %93, %95
  br i1 %96, label %127, label %97

97:                                               ; preds = %91
  %98 = getelementptr inbounds nuw i8, ptr %14, i64 112
  %99 = getelementptr inbounds nuw i8, ptr %14, i64 12
  br label %100

100:                                              ; preds = %116, %97
  %101 = phi i64 [ %95, %97 ], [ %117, %116 ]
  %102 = phi i64 [ %93, %97 ], [ %123, %116 ]
  %103 = load i64, ptr %98, align 8
  %104 = inttoptr i64 %103 to ptr
  %105 = load i32, ptr %99, align 4
  %106 = add i32 %105, -1
  %107 = zext i32 %106 to i64
  %108 = and i64 %102, %107
  %109 = lshr i64 %108, 3
  %110 = getelementptr inbounds nuw %struct.record, ptr %104, i64 %109
  %111 = load i32, ptr %110, align 4
  %112 = icmp sgt i32 %111, -1
  br i1 %112, label %116, label %113

113:                                              ; preds = %100
  %114 = getelementptr inbounds nuw i8, ptr %110, i64 4
  store i32 3, ptr %114, align 4
  %115 = load i64, ptr %94, align 8
  br label %116

116:                                              ; preds = %113, %100
  %117 = phi i64 [ %115, %113 ], [ %101, %100 ]
  %118 = load atomic i32, ptr %110 monotonic, align 4
  %119 = and i32 %118, 2147483647
  %120 = add nuw i32 %119, 15
  %121 = and i32 %120, -8
  %122 = zext i32 %121 to i64
  %123 = add i64 %102, %122
  %124 = icmp eq i64 %123, %117
  br i1 %124, label %125, label %100, !llvm.loop !109

125:                                              ; preds = %116
  %126 = load i32, ptr %14, align 8
  br label %127

127:                                              ; preds = %125, %91, %86
  %128 = phi i32 [ %126, %125 ], [ %87, %91 ], [ %87, %86 ]
  %129 = icmp eq i32 %128, 31
  %130 = and i1 %10, %129
  br i1 %130, label %131, label %155

131:                                              ; preds = %127
  %132 = getelementptr inbounds nuw i8, ptr %14, i64 148
  %133 = load i32, ptr %132, align 4
  %134 = lshr i32 %133, 1
  %135 = load i64, ptr %8, align 8
  %136 = inttoptr i64 %135 to ptr
  %137 = tail call i64 %136() #31
  %138 = load i64, ptr %9, align 8
  %139 = icmp eq i64 %138, 0
  br i1 %139, label %154, label %140

140:                                              ; preds = %131, %150
  %141 = phi i64 [ %152, %150 ], [ %138, %131 ]
  %142 = inttoptr i64 %141 to ptr
  %143 = getelementptr inbounds nuw i8, ptr %142, i64 472
  %144 = load atomic i64, ptr %143 monotonic, align 8
  %145 = icmp eq i64 %144, %137
  br i1 %145, label %146, label %150

146:                                              ; preds = %140
  %147 = getelementptr inbounds nuw i8, ptr %142, i64 160
  %148 = load i32, ptr %147, align 8
  %149 = icmp eq i32 %148, %134
  br i1 %149, label %155, label %150

150:                                              ; preds = %146, %140
  %151 = getelementptr inbounds nuw i8, ptr %142, i64 480
  %152 = load i64, ptr %151, align 8
  %153 = icmp eq i64 %152, 0
  br i1 %153, label %154, label %140, !llvm.loop !103

154:                                              ; preds = %150, %131
  store i32 0, ptr %132, align 4
  br label %155

155:                                              ; preds = %146, %154, %127
  %156 = load i32, ptr %14, align 8
  %157 = and i32 %156, -5
  %158 = icmp eq i32 %157, 27
  br i1 %158, label %159, label %189

159:                                              ; preds = %155
  %160 = getelementptr inbounds nuw i8, ptr %14, i64 280
  %161 = load i64, ptr %160, align 8
  %162 = getelementptr inbounds nuw i8, ptr %14, i64 120
  %163 = load i64, ptr %162, align 8
  %164 = icmp eq i64 %161, %163
  br i1 %164, label %189, label %165

165:                                              ; preds = %159
  %166 = getelementptr inbounds nuw i8, ptr %14, i64 112
  %167 = getelementptr inbounds nuw i8, ptr %14, i64 12
  br label %168

168:                                              ; preds = %168, %165
  %169 = phi i64 [ %161, %165 ], [ %186, %168 ]
  %170 = load i64, ptr %166, align 8
  %171 = inttoptr i64 %170 to ptr
  %172 = load i32, ptr %167, align 4
  %173 = add i32 %172, -1
  %174 = zext i32 %173 to i64
  %175 = and i64 %169, %174
  %176 = lshr i64 %175, 3
  %177 = getelementptr inbounds nuw %struct.record, ptr %171, i64 %176
  %178 = getelementptr inbounds nuw i8, ptr %177, i64 4
  %179 = load atomic i32, ptr %178 acquire, align 4
  %180 = atomicrmw and ptr %177, i32 2147483647 monotonic, align 4
  %181 = load atomic i32, ptr %177 monotonic, align 4
  %182 = and i32 %181, 2147483647
  %183 = add nuw i32 %182, 15
  %184 = and i32 %183, -8
  %185 = zext i32 %184 to i64
  %186 = add i64 %169, %185
  %187 = load i64, ptr %162, align 8
  %188 = icmp eq i64 %186, %187
  br i1 %188, label %189, label %168, !llvm.loop !106

189:                                              ; preds = %168, %159, %155
  %190 = getelementptr inbounds nuw i8, ptr %14, i64 88
  store atomic i32 0, ptr %190 release, align 8
  %191 = getelementptr inbounds nuw i8, ptr %14, i64 296
  %192 = load i64, ptr %191, align 8
  %193 = icmp eq i64 %192, 0
  br i1 %193, label %11, label %12, !llvm.loop !110
}

; Function Attrs: nounwind
define hidden void @pp_fork_child(ptr noundef captures(none) %0) local_unnamed_addr #0 {
  %2 = alloca %struct.timespec, align 8
  tail call fastcc void @end_fork(ptr noundef %0, i32 noundef 1) #29
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %4 = load i64, ptr %3, align 8
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %8, label %6

6:                                                ; preds = %1
  %7 = getelementptr inbounds nuw i8, ptr %2, i64 8
  br label %9

8:                                                ; preds = %21, %1
  ret void

9:                                                ; preds = %6, %21
  %10 = phi i64 [ %4, %6 ], [ %36, %21 ]
  %11 = inttoptr i64 %10 to ptr
  %12 = getelementptr inbounds nuw i8, ptr %11, i64 164
  %13 = load i32, ptr %12, align 4
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %15, label %21

15:                                               ; preds = %9
  %16 = getelementptr inbounds nuw i8, ptr %11, i64 264
  %17 = load i64, ptr %16, align 8
  %18 = icmp eq i64 %17, 0
  br i1 %18, label %19, label %21

19:                                               ; preds = %15
  %20 = getelementptr inbounds nuw i8, ptr %11, i64 472
  store i64 0, ptr %20, align 8
  br label %21

21:                                               ; preds = %19, %15, %9
  %22 = getelementptr inbounds nuw i8, ptr %11, i64 152
  %23 = load i64, ptr %22, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #30
  %24 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %2) #31
  %25 = load i64, ptr %2, align 8
  %26 = mul i64 %25, 1000000000
  %27 = load i64, ptr %7, align 8
  %28 = add i64 %26, %27
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #30
  %29 = xor i64 %28, %23
  %30 = mul i64 %29, -7046029254386353131
  %31 = call i32 @getpid() #31
  %32 = zext i32 %31 to i64
  %33 = xor i64 %30, %32
  %34 = or i64 %33, 1
  store i64 %34, ptr %22, align 8
  %35 = getelementptr inbounds nuw i8, ptr %11, i64 480
  %36 = load i64, ptr %35, align 8
  %37 = icmp eq i64 %36, 0
  br i1 %37, label %8, label %9, !llvm.loop !111
}

; Function Attrs: noinline nounwind
define internal fastcc range(i32 0, 2) i32 @allowed_behind(ptr noundef %0, i64 noundef %1, i64 noundef range(i64 1, 0) %2, i32 noundef range(i32 0, 2) %3) unnamed_addr #1 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %6 = load i64, ptr %5, align 8
  %7 = inttoptr i64 %6 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 120
  %9 = load i64, ptr %8, align 8
  %10 = inttoptr i64 %9 to ptr
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 240
  %12 = load i64, ptr %11, align 8
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %14 = load i64, ptr %13, align 8
  %15 = icmp ult i64 %1, %12
  %16 = icmp ugt i64 %1, %14
  %17 = or i1 %15, %16
  %18 = sub nuw i64 %14, %1
  %19 = icmp ugt i64 %2, %18
  %20 = select i1 %17, i1 true, i1 %19
  br i1 %20, label %28, label %21

21:                                               ; preds = %4
  %22 = icmp eq i32 %3, 0
  br i1 %22, label %80, label %23

23:                                               ; preds = %21
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 144
  %25 = load i64, ptr %24, align 8
  %26 = and i64 %25, 2
  %27 = icmp eq i64 %26, 0
  br i1 %27, label %28, label %80

28:                                               ; preds = %23, %4
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %30 = load i64, ptr %29, align 8
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %32 = load i64, ptr %31, align 8
  %33 = icmp ult i64 %1, %30
  %34 = icmp ugt i64 %1, %32
  %35 = or i1 %33, %34
  %36 = sub nuw i64 %32, %1
  %37 = icmp ugt i64 %2, %36
  %38 = select i1 %35, i1 true, i1 %37
  br i1 %38, label %46, label %39

39:                                               ; preds = %28
  %40 = getelementptr inbounds nuw i8, ptr %0, i64 144
  %41 = load i64, ptr %40, align 8
  %42 = icmp eq i32 %3, 0
  %43 = select i1 %42, i64 4, i64 1
  %44 = and i64 %41, %43
  %45 = icmp eq i64 %44, 0
  br i1 %45, label %46, label %80

46:                                               ; preds = %39, %28
  %47 = sub i64 %9, %6
  %48 = icmp ult i64 %47, 193
  %49 = icmp ult i64 %6, %9
  %50 = and i1 %48, %49
  br i1 %50, label %51, label %78, !prof !112

51:                                               ; preds = %46
  %52 = icmp eq i32 %3, 0
  %53 = select i1 %52, i32 2, i32 1
  br label %54

54:                                               ; preds = %51, %75
  %55 = phi ptr [ %7, %51 ], [ %76, %75 ]
  %56 = getelementptr inbounds nuw i8, ptr %55, i64 8
  %57 = load i64, ptr %56, align 8
  %58 = getelementptr inbounds nuw i8, ptr %55, i64 16
  %59 = load i64, ptr %58, align 8
  %60 = icmp ult i64 %1, %57
  %61 = icmp ugt i64 %1, %59
  %62 = or i1 %60, %61
  %63 = sub nuw i64 %59, %1
  %64 = icmp ugt i64 %2, %63
  %65 = select i1 %62, i1 true, i1 %64
  %66 = icmp eq i64 %57, 0
  %67 = or i1 %66, %65
  br i1 %67, label %75, label %68

68:                                               ; preds = %54
  %69 = load i64, ptr %55, align 8
  %70 = inttoptr i64 %69 to ptr
  %71 = getelementptr inbounds nuw i8, ptr %70, i64 108
  %72 = load i32, ptr %71, align 4
  %73 = and i32 %72, %53
  %74 = icmp eq i32 %73, 0
  br i1 %74, label %80, label %75

75:                                               ; preds = %54, %68
  %76 = getelementptr inbounds nuw i8, ptr %55, i64 24
  %77 = icmp ult ptr %76, %10
  br i1 %77, label %54, label %78, !llvm.loop !113

78:                                               ; preds = %75, %46
  %79 = tail call fastcc i32 @allowed_beside(ptr noundef %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) #29
  br label %80

80:                                               ; preds = %68, %78, %39, %21, %23
  %81 = phi i32 [ 1, %23 ], [ 1, %21 ], [ %79, %78 ], [ 1, %39 ], [ 1, %68 ]
  ret i32 %81
}

; Function Attrs: noinline nounwind
define internal fastcc range(i32 0, 2) i32 @allowed_beside(ptr noundef %0, i64 noundef %1, i64 noundef range(i64 1, 0) %2, i32 noundef range(i32 0, 2) %3) unnamed_addr #1 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %6 = load i64, ptr %5, align 8
  %7 = inttoptr i64 %6 to ptr
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %9 = load i64, ptr %8, align 8
  %10 = inttoptr i64 %9 to ptr
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 344
  %12 = load i64, ptr %11, align 8
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %14 = load i64, ptr %13, align 8
  %15 = icmp eq i64 %12, %14
  br i1 %15, label %16, label %26

16:                                               ; preds = %4
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 352
  %18 = load i64, ptr %17, align 8
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 328
  %20 = load i64, ptr %19, align 8
  %21 = icmp eq i64 %18, %20
  br i1 %21, label %22, label %26

22:                                               ; preds = %16
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 336
  %24 = load i64, ptr %23, align 8
  %25 = inttoptr i64 %24 to ptr
  br label %26

26:                                               ; preds = %4, %16, %22
  %27 = phi ptr [ %25, %22 ], [ null, %16 ], [ null, %4 ]
  %28 = icmp eq i32 %3, 0
  br i1 %28, label %29, label %58

29:                                               ; preds = %26
  %30 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %31 = load i64, ptr %30, align 8
  %32 = icmp eq i64 %31, 0
  br i1 %32, label %58, label %33

33:                                               ; preds = %29
  %34 = inttoptr i64 %31 to ptr
  %35 = load i64, ptr %34, align 8
  %36 = and i64 %35, 2048
  %37 = icmp eq i64 %36, 0
  br i1 %37, label %58, label %38

38:                                               ; preds = %33
  %39 = getelementptr inbounds nuw i8, ptr %34, i64 14088
  %40 = ptrtoint ptr %39 to i64
  %41 = sub i64 %1, %40
  %42 = getelementptr inbounds nuw i8, ptr %34, i64 14080
  %43 = load i64, ptr %42, align 8
  %44 = mul i64 %43, 96
  %45 = icmp ult i64 %41, %44
  br i1 %45, label %46, label %58

46:                                               ; preds = %38
  %47 = udiv i64 %41, 96
  %48 = getelementptr inbounds nuw %struct.open_socket, ptr %39, i64 %47
  %49 = ptrtoint ptr %48 to i64
  %50 = add i64 %49, 80
  %51 = icmp uge i64 %1, %49
  %52 = icmp ule i64 %1, %50
  %53 = and i1 %51, %52
  %54 = sub nuw i64 %50, %1
  %55 = icmp ule i64 %2, %54
  %56 = select i1 %53, i1 %55, i1 false
  %57 = zext i1 %56 to i32
  br label %137

58:                                               ; preds = %26, %38, %29, %33
  %59 = icmp eq ptr %27, null
  br i1 %59, label %79, label %60

60:                                               ; preds = %58
  %61 = getelementptr inbounds nuw i8, ptr %27, i64 256
  %62 = load i64, ptr %61, align 8
  %63 = icmp eq i64 %62, 0
  br i1 %63, label %79, label %64

64:                                               ; preds = %60
  %65 = getelementptr inbounds nuw i8, ptr %27, i64 264
  %66 = load i64, ptr %65, align 8
  %67 = icmp ult i64 %1, %62
  %68 = icmp ugt i64 %1, %66
  %69 = or i1 %67, %68
  %70 = sub nuw i64 %66, %1
  %71 = icmp ugt i64 %2, %70
  %72 = select i1 %69, i1 true, i1 %71
  br i1 %72, label %79, label %73

73:                                               ; preds = %64
  %74 = getelementptr inbounds nuw i8, ptr %27, i64 108
  %75 = load i32, ptr %74, align 4
  %76 = select i1 %28, i32 2, i32 1
  %77 = and i32 %75, %76
  %78 = icmp eq i32 %77, 0
  br i1 %78, label %137, label %79

79:                                               ; preds = %73, %64, %60, %58
  %80 = getelementptr inbounds nuw i8, ptr %0, i64 456
  %81 = load i64, ptr %80, align 8
  %82 = getelementptr inbounds nuw i8, ptr %0, i64 464
  %83 = load i64, ptr %82, align 8
  %84 = icmp ult i64 %1, %81
  %85 = icmp ugt i64 %1, %83
  %86 = or i1 %84, %85
  %87 = sub nuw i64 %83, %1
  %88 = icmp ugt i64 %2, %87
  %89 = select i1 %86, i1 true, i1 %88
  br i1 %89, label %90, label %137

90:                                               ; preds = %79
  %91 = icmp ult i64 %6, %9
  br i1 %91, label %92, label %111

92:                                               ; preds = %90, %108
  %93 = phi ptr [ %109, %108 ], [ %7, %90 ]
  %94 = load i64, ptr %93, align 8
  %95 = getelementptr inbounds nuw i8, ptr %93, i64 8
  %96 = load i64, ptr %95, align 8
  %97 = icmp ult i64 %1, %94
  %98 = icmp ugt i64 %1, %96
  %99 = or i1 %97, %98
  %100 = sub nuw i64 %96, %1
  %101 = icmp ugt i64 %2, %100
  %102 = select i1 %99, i1 true, i1 %101
  br i1 %102, label %108, label %103

103:                                              ; preds = %92
  br i1 %28, label %137, label %104

104:                                              ; preds = %103
  %105 = getelementptr inbounds nuw i8, ptr %93, i64 16
  %106 = load i64, ptr %105, align 8
  %107 = icmp eq i64 %106, 0
  br i1 %107, label %108, label %137

108:                                              ; preds = %92, %104
  %109 = getelementptr inbounds nuw i8, ptr %93, i64 24
  %110 = icmp ult ptr %109, %10
  br i1 %110, label %92, label %111, !llvm.loop !114

111:                                              ; preds = %108, %90
  br i1 %28, label %112, label %135

112:                                              ; preds = %111
  %113 = getelementptr inbounds nuw i8, ptr %0, i64 224
  %114 = load i64, ptr %113, align 8
  %115 = add i64 %114, 1122576
  %116 = icmp ult i64 %1, %114
  %117 = icmp ugt i64 %1, %115
  %118 = or i1 %116, %117
  %119 = sub nuw i64 %115, %1
  %120 = icmp ugt i64 %2, %119
  %121 = select i1 %118, i1 true, i1 %120
  br i1 %121, label %135, label %122

122:                                              ; preds = %112
  %123 = sub nuw i64 %1, %114
  %124 = urem i64 %123, 4112
  %125 = add i64 %124, %2
  %126 = getelementptr inbounds nuw i8, ptr %0, i64 232
  %127 = load i64, ptr %126, align 8
  %128 = inttoptr i64 %127 to ptr
  %129 = udiv i64 %123, 4112
  %130 = getelementptr inbounds nuw i32, ptr %128, i64 %129
  %131 = load i32, ptr %130, align 4
  %132 = zext i32 %131 to i64
  %133 = icmp ule i64 %125, %132
  %134 = zext i1 %133 to i32
  br label %137

135:                                              ; preds = %112, %111
  %136 = tail call fastcc i32 @allowed_inside(ptr noundef %0, i64 noundef %1, i64 noundef %2, i32 noundef %3) #29
  br label %137

137:                                              ; preds = %103, %104, %79, %73, %135, %122, %46
  %138 = phi i32 [ %57, %46 ], [ 1, %73 ], [ 1, %79 ], [ %136, %135 ], [ %134, %122 ], [ 1, %104 ], [ 1, %103 ]
  ret i32 %138
}

; Function Attrs: noinline nounwind
define internal fastcc range(i32 0, 2) i32 @allowed_inside(ptr noundef %0, i64 noundef %1, i64 noundef range(i64 1, 0) %2, i32 noundef range(i32 0, 2) %3) unnamed_addr #1 {
  %5 = tail call fastcc ptr @map_around(ptr noundef %0, i64 noundef %1) #29
  %6 = icmp eq ptr %5, null
  br i1 %6, label %106, label %7

7:                                                ; preds = %4
  %8 = getelementptr inbounds nuw i8, ptr %5, i64 256
  %9 = load i64, ptr %8, align 8
  %10 = icmp eq i64 %9, 0
  br i1 %10, label %27, label %11

11:                                               ; preds = %7
  %12 = getelementptr inbounds nuw i8, ptr %5, i64 264
  %13 = load i64, ptr %12, align 8
  %14 = icmp ult i64 %1, %9
  %15 = icmp ugt i64 %1, %13
  %16 = or i1 %14, %15
  %17 = sub nuw i64 %13, %1
  %18 = icmp ugt i64 %2, %17
  %19 = select i1 %16, i1 true, i1 %18
  br i1 %19, label %27, label %20

20:                                               ; preds = %11
  %21 = getelementptr inbounds nuw i8, ptr %5, i64 108
  %22 = load i32, ptr %21, align 4
  %23 = icmp eq i32 %3, 0
  %24 = select i1 %23, i32 2, i32 1
  %25 = and i32 %22, %24
  %26 = icmp eq i32 %25, 0
  br i1 %26, label %106, label %27

27:                                               ; preds = %20, %11, %7
  %28 = load i32, ptr %5, align 8
  %29 = and i32 %28, -5
  %30 = icmp eq i32 %29, 27
  br i1 %30, label %31, label %106

31:                                               ; preds = %27
  %32 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %33 = load i32, ptr %32, align 4
  %34 = icmp eq i32 %33, 0
  br i1 %34, label %106, label %35

35:                                               ; preds = %31
  %36 = getelementptr inbounds nuw i8, ptr %5, i64 32
  %37 = load i64, ptr %36, align 8
  %38 = getelementptr inbounds nuw i8, ptr %5, i64 40
  %39 = load i64, ptr %38, align 8
  %40 = icmp ult i64 %1, %37
  %41 = icmp ugt i64 %1, %39
  %42 = or i1 %40, %41
  %43 = sub nuw i64 %39, %1
  %44 = icmp ugt i64 %2, %43
  %45 = select i1 %42, i1 true, i1 %44
  br i1 %45, label %106, label %46

46:                                               ; preds = %35
  %47 = sub nuw i64 %1, %37
  %48 = getelementptr inbounds nuw i8, ptr %5, i64 112
  %49 = load i64, ptr %48, align 8
  %50 = inttoptr i64 %49 to ptr
  %51 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %52 = load i32, ptr %51, align 4
  %53 = lshr i32 %52, 3
  %54 = add nsw i32 %53, -1
  %55 = zext i32 %54 to i64
  %56 = lshr i64 %47, 3
  br label %57

57:                                               ; preds = %67, %46
  %58 = phi i64 [ %56, %46 ], [ %59, %67 ]
  %59 = add nsw i64 %58, -1
  %60 = icmp eq i64 %58, 0
  br i1 %60, label %106, label %61

61:                                               ; preds = %57
  %62 = and i64 %59, %55
  %63 = getelementptr inbounds nuw %struct.record, ptr %50, i64 %62
  %64 = getelementptr inbounds nuw i8, ptr %63, i64 4
  %65 = load atomic i32, ptr %64 acquire, align 4
  %66 = icmp eq i32 %65, 0
  br i1 %66, label %67, label %76

67:                                               ; preds = %61
  %68 = and i64 %59, 63
  %69 = icmp eq i64 %68, 0
  br i1 %69, label %70, label %57, !llvm.loop !115

70:                                               ; preds = %67
  %71 = load atomic i32, ptr %63 monotonic, align 4
  %72 = zext i32 %71 to i64
  %73 = icmp ult i64 %59, %72
  br i1 %73, label %106, label %74

74:                                               ; preds = %70
  %75 = sub nuw i64 %59, %72
  br label %76

76:                                               ; preds = %61, %74
  %77 = phi i64 [ %75, %74 ], [ %59, %61 ]
  %78 = load i64, ptr %36, align 8
  %79 = shl i64 %77, 3
  %80 = add i64 %79, 8
  %81 = add i64 %80, %78
  %82 = icmp ugt i64 %77, %55
  %83 = getelementptr inbounds nuw %struct.record, ptr %50, i64 %77
  %84 = icmp eq i64 %49, 0
  %85 = select i1 %82, i1 true, i1 %84
  br i1 %85, label %106, label %86

86:                                               ; preds = %76
  %87 = getelementptr inbounds nuw i8, ptr %83, i64 4
  %88 = load atomic i32, ptr %87 acquire, align 4
  %89 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %90 = load i32, ptr %89, align 8
  %91 = shl i32 %90, 2
  %92 = or disjoint i32 %91, 1
  %93 = icmp eq i32 %88, %92
  br i1 %93, label %94, label %106

94:                                               ; preds = %86
  %95 = load atomic i32, ptr %83 monotonic, align 4
  %96 = and i32 %95, 2147483647
  %97 = zext nneg i32 %96 to i64
  %98 = add i64 %81, %97
  %99 = icmp uge i64 %1, %81
  %100 = icmp ule i64 %1, %98
  %101 = and i1 %99, %100
  %102 = sub nuw i64 %98, %1
  %103 = icmp ule i64 %2, %102
  %104 = select i1 %101, i1 %103, i1 false
  %105 = zext i1 %104 to i32
  br label %106

106:                                              ; preds = %57, %94, %86, %76, %70, %35, %31, %27, %20, %4
  %107 = phi i32 [ 1, %20 ], [ 0, %4 ], [ 0, %27 ], [ 0, %31 ], [ 0, %35 ], [ 0, %86 ], [ 0, %76 ], [ %105, %94 ], [ 0, %70 ], [ 0, %57 ]
  ret i32 %107
}

; Function Attrs: mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.bswap.i64(i64) #21

; Function Attrs: mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.bswap.i32(i32) #21

; Function Attrs: nofree noinline norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc i32 @common_bits(ptr noundef readonly captures(none) %0, ptr noundef nonnull readonly captures(none) %1, i32 noundef range(i32 1, 0) %2) unnamed_addr #22 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %5 = load i32, ptr %4, align 4
  %6 = add i32 %5, -4
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %8 = load i64, ptr %7, align 8
  %9 = inttoptr i64 %8 to ptr
  %10 = add i32 %2, -1
  %11 = zext i32 %10 to i64
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 20
  %13 = load i32, ptr %12, align 4
  %14 = zext i32 %13 to i64
  %15 = mul nuw i64 %14, %11
  %16 = getelementptr inbounds nuw i8, ptr %9, i64 %15
  %17 = getelementptr inbounds nuw i8, ptr %16, i64 4
  %18 = load i64, ptr %1, align 8
  %19 = icmp ugt i32 %6, 7
  br i1 %19, label %20, label %23

20:                                               ; preds = %3
  %21 = load i64, ptr %17, align 1
  %22 = tail call i64 @llvm.bswap.i64(i64 %21)
  br label %43

23:                                               ; preds = %3
  switch i32 %5, label %24 [
    i32 8, label %26
    i32 4, label %43
  ]

24:                                               ; preds = %23
  %25 = zext nneg i32 %6 to i64
  br label %31

26:                                               ; preds = %23
  %27 = load i32, ptr %17, align 1
  %28 = tail call i32 @llvm.bswap.i32(i32 %27)
  %29 = zext i32 %28 to i64
  %30 = shl nuw i64 %29, 32
  br label %43

31:                                               ; preds = %31, %24
  %32 = phi i64 [ 0, %24 ], [ %41, %31 ]
  %33 = phi i64 [ 0, %24 ], [ %40, %31 ]
  %34 = getelementptr inbounds nuw i8, ptr %17, i64 %32
  %35 = load i8, ptr %34, align 1
  %36 = zext i8 %35 to i64
  %37 = shl nuw nsw i64 %32, 3
  %38 = sub nuw nsw i64 56, %37
  %39 = shl nuw i64 %36, %38
  %40 = or i64 %39, %33
  %41 = add nuw nsw i64 %32, 1
  %42 = icmp eq i64 %41, %25
  br i1 %42, label %43, label %31, !llvm.loop !24

43:                                               ; preds = %31, %20, %23, %26
  %44 = phi i64 [ %22, %20 ], [ %30, %26 ], [ 0, %23 ], [ %40, %31 ]
  %45 = icmp eq i64 %18, %44
  br i1 %45, label %46, label %50

46:                                               ; preds = %43
  %47 = icmp ugt i32 %6, 8
  br i1 %47, label %48, label %122

48:                                               ; preds = %46
  %49 = getelementptr inbounds nuw i8, ptr %1, i64 16
  br label %54

50:                                               ; preds = %43
  %51 = xor i64 %44, %18
  %52 = tail call range(i64 0, 65) i64 @llvm.ctlz.i64(i64 %51, i1 true)
  %53 = trunc nuw nsw i64 %52 to i32
  br label %124

54:                                               ; preds = %48, %119
  %55 = phi i32 [ 8, %48 ], [ %120, %119 ]
  %56 = zext i32 %55 to i64
  %57 = getelementptr inbounds nuw i8, ptr %49, i64 %56
  %58 = sub nuw i32 %6, %55
  %59 = icmp ugt i32 %58, 7
  br i1 %59, label %81, label %60

60:                                               ; preds = %54
  switch i32 %58, label %61 [
    i32 4, label %63
    i32 0, label %119
  ]

61:                                               ; preds = %60
  %62 = zext nneg i32 %58 to i64
  br label %69

63:                                               ; preds = %60
  %64 = load i32, ptr %57, align 1
  %65 = tail call i32 @llvm.bswap.i32(i32 %64)
  %66 = zext i32 %65 to i64
  %67 = shl nuw i64 %66, 32
  %68 = getelementptr inbounds nuw i8, ptr %17, i64 %56
  br label %90

69:                                               ; preds = %69, %61
  %70 = phi i64 [ 0, %61 ], [ %79, %69 ]
  %71 = phi i64 [ 0, %61 ], [ %78, %69 ]
  %72 = getelementptr inbounds nuw i8, ptr %57, i64 %70
  %73 = load i8, ptr %72, align 1
  %74 = zext i8 %73 to i64
  %75 = shl nuw nsw i64 %70, 3
  %76 = sub nuw nsw i64 56, %75
  %77 = shl nuw i64 %74, %76
  %78 = or i64 %77, %71
  %79 = add nuw nsw i64 %70, 1
  %80 = icmp eq i64 %79, %62
  br i1 %80, label %87, label %69, !llvm.loop !24

81:                                               ; preds = %54
  %82 = load i64, ptr %57, align 1
  %83 = tail call i64 @llvm.bswap.i64(i64 %82)
  %84 = getelementptr inbounds nuw i8, ptr %17, i64 %56
  %85 = load i64, ptr %84, align 1
  %86 = tail call i64 @llvm.bswap.i64(i64 %85)
  br label %109

87:                                               ; preds = %69
  %88 = getelementptr inbounds nuw i8, ptr %17, i64 %56
  %89 = icmp eq i32 %58, 4
  br i1 %89, label %90, label %97

90:                                               ; preds = %87, %63
  %91 = phi ptr [ %68, %63 ], [ %88, %87 ]
  %92 = phi i64 [ %67, %63 ], [ %78, %87 ]
  %93 = load i32, ptr %91, align 1
  %94 = tail call i32 @llvm.bswap.i32(i32 %93)
  %95 = zext i32 %94 to i64
  %96 = shl nuw i64 %95, 32
  br label %109

97:                                               ; preds = %87, %97
  %98 = phi i64 [ %107, %97 ], [ 0, %87 ]
  %99 = phi i64 [ %106, %97 ], [ 0, %87 ]
  %100 = getelementptr inbounds nuw i8, ptr %88, i64 %98
  %101 = load i8, ptr %100, align 1
  %102 = zext i8 %101 to i64
  %103 = shl nuw nsw i64 %98, 3
  %104 = sub nuw nsw i64 56, %103
  %105 = shl nuw i64 %102, %104
  %106 = or i64 %105, %99
  %107 = add nuw nsw i64 %98, 1
  %108 = icmp eq i64 %107, %62
  br i1 %108, label %109, label %97, !llvm.loop !24

109:                                              ; preds = %97, %81, %90
  %110 = phi i64 [ %83, %81 ], [ %92, %90 ], [ %78, %97 ]
  %111 = phi i64 [ %86, %81 ], [ %96, %90 ], [ %106, %97 ]
  %112 = icmp eq i64 %110, %111
  br i1 %112, label %119, label %113

113:                                              ; preds = %109
  %114 = xor i64 %111, %110
  %115 = shl i32 %55, 3
  %116 = tail call range(i64 0, 65) i64 @llvm.ctlz.i64(i64 %114, i1 true)
  %117 = trunc nuw nsw i64 %116 to i32
  %118 = or disjoint i32 %115, %117
  br label %124

119:                                              ; preds = %60, %109
  %120 = add i32 %55, 8
  %121 = icmp ult i32 %120, %6
  br i1 %121, label %54, label %122, !llvm.loop !116

122:                                              ; preds = %119, %46
  %123 = shl i32 %6, 3
  br label %124

124:                                              ; preds = %122, %113, %50
  %125 = phi i32 [ %53, %50 ], [ %118, %113 ], [ %123, %122 ]
  ret i32 %125
}

; Function Attrs: nofree noinline norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc i32 @walk_again(ptr noundef readonly captures(none) %0, ptr noundef nonnull readonly captures(none) %1, i32 noundef %2) unnamed_addr #23 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %5 = load i64, ptr %4, align 8
  %6 = inttoptr i64 %5 to ptr
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 168
  %8 = load atomic i64, ptr %7 monotonic, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 184
  %10 = load i32, ptr %9, align 8
  %11 = zext nneg i32 %10 to i64
  %12 = shl nsw i64 -1, %11
  %13 = xor i64 %12, -1
  %14 = shl i32 %10, 1
  %15 = or disjoint i32 %14, 1
  %16 = zext nneg i32 %15 to i64
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 20
  %19 = zext nneg i32 %14 to i64
  %20 = shl nuw i64 1, %19
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %22 = getelementptr inbounds nuw i8, ptr %1, i64 16
  br label %23

23:                                               ; preds = %99, %3
  %24 = phi i32 [ 0, %3 ], [ %50, %99 ]
  %25 = phi i32 [ 0, %3 ], [ %71, %99 ]
  %26 = phi i64 [ %8, %3 ], [ %103, %99 ]
  %27 = lshr i64 %26, %11
  %28 = and i64 %27, %13
  %29 = trunc i64 %28 to i32
  %30 = lshr i64 %26, %16
  %31 = trunc i64 %30 to i32
  %32 = icmp eq i32 %29, 0
  br i1 %32, label %49, label %33

33:                                               ; preds = %23
  %34 = load i64, ptr %17, align 8
  %35 = inttoptr i64 %34 to ptr
  %36 = load i32, ptr %18, align 4
  %37 = zext i32 %36 to i64
  br label %38

38:                                               ; preds = %33, %54
  %39 = phi i32 [ 3, %33 ], [ %58, %54 ]
  %40 = phi i32 [ %29, %33 ], [ %57, %54 ]
  %41 = add i32 %40, -1
  %42 = zext i32 %41 to i64
  %43 = mul nuw i64 %37, %42
  %44 = getelementptr inbounds nuw i8, ptr %35, i64 %43
  %45 = load i32, ptr %44, align 1
  %46 = icmp ugt i32 %45, %2
  br i1 %46, label %54, label %49

47:                                               ; preds = %54
  %48 = select i1 %59, i32 %57, i32 %24
  br label %49

49:                                               ; preds = %38, %47, %23
  %50 = phi i32 [ %24, %23 ], [ %48, %47 ], [ %40, %38 ]
  %51 = and i64 %26, %13
  %52 = and i64 %51, 4294967295
  %53 = icmp eq i64 %52, 0
  br i1 %53, label %104, label %62

54:                                               ; preds = %38
  %55 = getelementptr inbounds nuw i32, ptr %6, i64 %42
  %56 = load atomic i32, ptr %55 monotonic, align 4
  %57 = freeze i32 %56
  %58 = add nsw i32 %39, -1
  %59 = icmp ne i32 %57, 0
  %60 = icmp ne i32 %58, 0
  %61 = select i1 %59, i1 %60, i1 false
  br i1 %61, label %38, label %47, !llvm.loop !117

62:                                               ; preds = %49
  %63 = and i64 %20, %26
  %64 = icmp eq i64 %63, 0
  %65 = icmp ule i32 %25, %31
  %66 = mul i32 %31, 3
  %67 = icmp ult i32 %66, %2
  %68 = and i1 %65, %67
  %69 = select i1 %64, i1 %68, i1 false
  br i1 %69, label %70, label %104

70:                                               ; preds = %62
  %71 = add i32 %31, 1
  %72 = load i64, ptr %21, align 8
  %73 = inttoptr i64 %72 to ptr
  %74 = shl i64 %51, 6
  %75 = and i64 %74, 274877906880
  %76 = getelementptr inbounds nuw i8, ptr %73, i64 %75
  %77 = icmp ult i32 %31, 21
  br i1 %77, label %78, label %84

78:                                               ; preds = %70
  %79 = load i64, ptr %1, align 8
  %80 = zext nneg i32 %66 to i64
  %81 = shl i64 %79, %80
  %82 = lshr i64 %81, 61
  %83 = trunc nuw nsw i64 %82 to i32
  br label %99

84:                                               ; preds = %70
  %85 = lshr i32 %66, 3
  %86 = zext nneg i32 %85 to i64
  %87 = getelementptr inbounds nuw i8, ptr %22, i64 %86
  %88 = load i8, ptr %87, align 1
  %89 = zext i8 %88 to i32
  %90 = shl nuw nsw i32 %89, 8
  %91 = getelementptr inbounds nuw i8, ptr %87, i64 1
  %92 = load i8, ptr %91, align 1
  %93 = zext i8 %92 to i32
  %94 = or disjoint i32 %90, %93
  %95 = and i32 %66, 7
  %96 = sub nuw nsw i32 13, %95
  %97 = lshr i32 %94, %96
  %98 = and i32 %97, 7
  br label %99

99:                                               ; preds = %84, %78
  %100 = phi i32 [ %83, %78 ], [ %98, %84 ]
  %101 = zext nneg i32 %100 to i64
  %102 = getelementptr inbounds nuw i64, ptr %76, i64 %101
  %103 = load atomic i64, ptr %102 monotonic, align 8
  br label %23, !llvm.loop !118

104:                                              ; preds = %62, %49
  ret i32 %50
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.ctlz.i64(i64, i1 immarg) #24

declare i32 @sched_yield() local_unnamed_addr #8

; Function Attrs: nounwind
define internal fastcc range(i64 -22, 1) i64 @update_locked(ptr noundef %0, ptr noundef readonly captures(none) %1, i32 noundef %2, i64 noundef %3, i32 noundef %4) unnamed_addr #0 {
  %6 = getelementptr inbounds nuw i8, ptr %1, i64 232
  %7 = load i32, ptr %6, align 8
  %8 = icmp eq i32 %7, 0
  br i1 %8, label %131, label %9

9:                                                ; preds = %5
  %10 = icmp eq ptr %0, null
  br i1 %10, label %15, label %11

11:                                               ; preds = %9
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 264
  %13 = load i64, ptr %12, align 8
  %14 = icmp eq i64 %13, 0
  br i1 %14, label %15, label %131

15:                                               ; preds = %11, %9
  %16 = getelementptr inbounds nuw i8, ptr %1, i64 32
  %17 = load i64, ptr %16, align 8
  %18 = zext i32 %2 to i64
  %19 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %20 = load i32, ptr %19, align 8
  %21 = zext i32 %20 to i64
  %22 = mul nuw i64 %21, %18
  %23 = zext i32 %7 to i64
  %24 = add nsw i64 %23, -1
  %25 = add i64 %24, %17
  %26 = add i64 %25, %22
  %27 = inttoptr i64 %26 to ptr
  %28 = atomicrmw xchg ptr %27, i32 1 acquire, align 4
  %29 = icmp eq i32 %28, 0
  br i1 %29, label %75, label %30

30:                                               ; preds = %15
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %32 = getelementptr inbounds nuw i8, ptr %0, i64 12
  br label %37

33:                                               ; preds = %64, %37
  %34 = phi i32 [ %38, %37 ], [ %43, %64 ]
  %35 = atomicrmw xchg ptr %27, i32 1 acquire, align 4
  %36 = icmp eq i32 %35, 0
  br i1 %36, label %75, label %37, !llvm.loop !58

37:                                               ; preds = %33, %30
  %38 = phi i32 [ 0, %30 ], [ %34, %33 ]
  %39 = load atomic i32, ptr %27 monotonic, align 4
  %40 = icmp eq i32 %39, 0
  br i1 %40, label %33, label %41

41:                                               ; preds = %37, %64
  %42 = phi i32 [ %43, %64 ], [ %38, %37 ]
  %43 = add i32 %42, 1
  %44 = icmp ugt i32 %43, 268435455
  br i1 %44, label %67, label %45

45:                                               ; preds = %41
  %46 = and i32 %43, 262143
  %47 = icmp ne i32 %46, 0
  %48 = or i1 %10, %47
  br i1 %48, label %59, label %49

49:                                               ; preds = %45
  %50 = load i32, ptr %31, align 8
  %51 = icmp eq i32 %50, 0
  br i1 %51, label %54, label %52

52:                                               ; preds = %49
  %53 = and i32 %4, 1048575
  store i32 %53, ptr %32, align 4
  br label %131

54:                                               ; preds = %49
  %55 = load i32, ptr %32, align 4
  %56 = and i32 %55, 1048575
  %57 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %56) #29
  %58 = icmp eq i64 %57, 0
  br i1 %58, label %68, label %59

59:                                               ; preds = %54, %45
  %60 = and i32 %43, 1023
  %61 = icmp eq i32 %60, 0
  br i1 %61, label %62, label %64

62:                                               ; preds = %59
  %63 = tail call i32 @sched_yield() #31
  br label %64

64:                                               ; preds = %62, %59
  %65 = load atomic i32, ptr %27 monotonic, align 4
  %66 = icmp eq i32 %65, 0
  br i1 %66, label %33, label %41, !llvm.loop !59

67:                                               ; preds = %41
  br i1 %10, label %131, label %68

68:                                               ; preds = %54, %67
  %69 = load i32, ptr %31, align 8
  %70 = and i32 %4, 1048575
  store i32 %70, ptr %32, align 4
  %71 = icmp eq i32 %69, 0
  br i1 %71, label %72, label %131

72:                                               ; preds = %68
  store i32 6, ptr %31, align 8
  %73 = getelementptr inbounds nuw i8, ptr %0, i64 16
  store i64 %26, ptr %73, align 8
  %74 = getelementptr inbounds nuw i8, ptr %0, i64 24
  store i64 4, ptr %74, align 8
  br label %131

75:                                               ; preds = %33, %15
  %76 = load i64, ptr %16, align 8
  %77 = load i32, ptr %19, align 8
  %78 = zext i32 %77 to i64
  %79 = mul nuw i64 %78, %18
  %80 = add i64 %79, %76
  %81 = inttoptr i64 %80 to ptr
  %82 = inttoptr i64 %3 to ptr
  %83 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %84 = load i32, ptr %83, align 8
  %85 = icmp eq i32 %84, 0
  br i1 %85, label %130, label %86

86:                                               ; preds = %75
  %87 = getelementptr inbounds nuw i8, ptr %1, i64 236
  br label %88

88:                                               ; preds = %127, %86
  %89 = phi i32 [ %84, %86 ], [ %128, %127 ]
  %90 = phi i32 [ 0, %86 ], [ %116, %127 ]
  %91 = load i32, ptr %6, align 8
  %92 = icmp eq i32 %91, 0
  br i1 %92, label %101, label %93

93:                                               ; preds = %88
  %94 = add i32 %91, -1
  %95 = icmp uge i32 %94, %90
  %96 = icmp ult i32 %94, %89
  %97 = and i1 %95, %96
  %98 = add i32 %91, 3
  %99 = select i1 %97, i32 %94, i32 %89
  %100 = select i1 %97, i32 %98, i32 %89
  br label %101

101:                                              ; preds = %93, %88
  %102 = phi i32 [ %99, %93 ], [ %89, %88 ]
  %103 = phi i32 [ %100, %93 ], [ %89, %88 ]
  %104 = load i32, ptr %87, align 4
  %105 = icmp eq i32 %104, 0
  br i1 %105, label %114, label %106

106:                                              ; preds = %101
  %107 = add i32 %104, -1
  %108 = icmp uge i32 %107, %90
  %109 = icmp ult i32 %107, %102
  %110 = and i1 %108, %109
  %111 = add i32 %104, 15
  %112 = select i1 %110, i32 %107, i32 %102
  %113 = select i1 %110, i32 %111, i32 %103
  br label %114

114:                                              ; preds = %106, %101
  %115 = phi i32 [ %112, %106 ], [ %102, %101 ]
  %116 = phi i32 [ %113, %106 ], [ %103, %101 ]
  %117 = zext i32 %90 to i64
  %118 = getelementptr inbounds nuw i8, ptr %81, i64 %117
  %119 = getelementptr inbounds nuw i8, ptr %82, i64 %117
  %120 = sub i32 %115, %90
  %121 = zext i32 %120 to i64
  %122 = icmp ult i32 %120, 262145
  br i1 %122, label %123, label %124

123:                                              ; preds = %114
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %118, ptr align 1 %119, i64 %121, i1 false)
  br label %127

124:                                              ; preds = %114
  %125 = ptrtoint ptr %119 to i64
  %126 = ptrtoint ptr %118 to i64
  tail call fastcc void @copy_many(ptr noundef %0, i64 noundef %126, i64 noundef %125, i64 noundef %121) #29
  br label %127

127:                                              ; preds = %124, %123
  %128 = load i32, ptr %83, align 8
  %129 = icmp ult i32 %116, %128
  br i1 %129, label %88, label %130, !llvm.loop !119

130:                                              ; preds = %127, %75
  store atomic i32 0, ptr %27 release, align 4
  br label %131

131:                                              ; preds = %52, %72, %68, %67, %5, %11, %130
  %132 = phi i64 [ -22, %5 ], [ 0, %130 ], [ -22, %11 ], [ -16, %67 ], [ -16, %68 ], [ -16, %72 ], [ -16, %52 ]
  ret i64 %132
}

; Function Attrs: nounwind
define internal fastcc void @put_value(ptr noundef %0, ptr noundef readonly captures(none) %1, i32 noundef %2, ptr noundef %3, i32 noundef %4, i32 noundef range(i32 0, 2) %5, i32 noundef range(i32 0, 2) %6) unnamed_addr #0 {
  %8 = icmp eq ptr %3, null
  %9 = getelementptr inbounds nuw i8, ptr %1, i64 144
  %10 = load i32, ptr %9, align 8
  br i1 %8, label %11, label %37

11:                                               ; preds = %7
  %12 = icmp eq i32 %10, 0
  br i1 %12, label %168, label %13

13:                                               ; preds = %11
  %14 = getelementptr inbounds nuw i8, ptr %1, i64 32
  %15 = zext i32 %2 to i64
  %16 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %17 = getelementptr inbounds nuw i8, ptr %1, i64 136
  %18 = getelementptr inbounds nuw i8, ptr %1, i64 8
  br label %19

19:                                               ; preds = %13, %19
  %20 = phi i64 [ 0, %13 ], [ %33, %19 ]
  %21 = load i64, ptr %14, align 8
  %22 = load i32, ptr %16, align 8
  %23 = zext i32 %22 to i64
  %24 = mul nuw i64 %23, %15
  %25 = add i64 %24, %21
  %26 = load i64, ptr %17, align 8
  %27 = mul i64 %26, %20
  %28 = add i64 %25, %27
  %29 = inttoptr i64 %28 to ptr
  %30 = load i32, ptr %18, align 8
  %31 = zext i32 %30 to i64
  %32 = tail call ptr @memset(ptr noundef %29, i32 noundef 0, i64 noundef %31) #31
  %33 = add nuw nsw i64 %20, 1
  %34 = load i32, ptr %9, align 8
  %35 = zext i32 %34 to i64
  %36 = icmp samesign ult i64 %33, %35
  br i1 %36, label %19, label %168, !llvm.loop !120

37:                                               ; preds = %7
  switch i32 %10, label %66 [
    i32 1, label %38
    i32 0, label %168
  ]

38:                                               ; preds = %37
  %39 = getelementptr inbounds nuw i8, ptr %1, i64 232
  %40 = load i32, ptr %39, align 8
  %41 = getelementptr inbounds nuw i8, ptr %1, i64 236
  %42 = load i32, ptr %41, align 4
  %43 = or i32 %42, %40
  %44 = icmp eq i32 %43, 0
  br i1 %44, label %45, label %66

45:                                               ; preds = %38
  %46 = load i32, ptr %1, align 8
  %47 = and i32 %46, -2
  %48 = icmp eq i32 %47, 12
  br i1 %48, label %66, label %49

49:                                               ; preds = %45
  %50 = getelementptr inbounds nuw i8, ptr %1, i64 32
  %51 = load i64, ptr %50, align 8
  %52 = zext i32 %2 to i64
  %53 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %54 = load i32, ptr %53, align 8
  %55 = zext i32 %54 to i64
  %56 = mul nuw i64 %55, %52
  %57 = add i64 %56, %51
  %58 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %59 = load i32, ptr %58, align 8
  %60 = zext i32 %59 to i64
  %61 = icmp ult i32 %59, 262145
  br i1 %61, label %62, label %64

62:                                               ; preds = %49
  %63 = inttoptr i64 %57 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %63, ptr nonnull align 1 %3, i64 %60, i1 false)
  br label %168

64:                                               ; preds = %49
  %65 = ptrtoint ptr %3 to i64
  tail call fastcc void @copy_many(ptr noundef %0, i64 noundef %57, i64 noundef %65, i64 noundef %60) #29
  br label %168

66:                                               ; preds = %37, %38, %45
  %67 = getelementptr inbounds nuw i8, ptr %1, i64 32
  %68 = zext i32 %2 to i64
  %69 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %70 = getelementptr inbounds nuw i8, ptr %1, i64 136
  %71 = icmp eq i32 %5, 0
  %72 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %73 = icmp eq i32 %6, 0
  %74 = getelementptr inbounds nuw i8, ptr %1, i64 232
  %75 = getelementptr inbounds nuw i8, ptr %1, i64 236
  %76 = icmp ne i32 %6, 0
  %77 = zext i32 %4 to i64
  br label %78

78:                                               ; preds = %66, %163
  %79 = phi i64 [ 0, %66 ], [ %164, %163 ]
  %80 = load i64, ptr %67, align 8
  %81 = load i32, ptr %69, align 8
  %82 = zext i32 %81 to i64
  %83 = mul nuw i64 %82, %68
  %84 = add i64 %83, %80
  %85 = load i64, ptr %70, align 8
  %86 = mul i64 %85, %79
  %87 = add i64 %84, %86
  %88 = inttoptr i64 %87 to ptr
  %89 = load i32, ptr %1, align 8
  %90 = and i32 %89, -2
  %91 = icmp eq i32 %90, 12
  br i1 %91, label %92, label %95

92:                                               ; preds = %78
  %93 = load i64, ptr %3, align 1
  %94 = atomicrmw xchg ptr %88, i64 %93 acq_rel, align 8
  br label %163

95:                                               ; preds = %78
  br i1 %71, label %102, label %96

96:                                               ; preds = %95
  %97 = mul nuw i64 %79, %82
  %98 = getelementptr inbounds nuw i8, ptr %3, i64 %97
  %99 = load i32, ptr %72, align 8
  %100 = zext i32 %99 to i64
  %101 = tail call ptr @memcpy(ptr noundef %88, ptr noundef nonnull %98, i64 noundef %100) #31
  br label %163

102:                                              ; preds = %95
  %103 = icmp eq i64 %79, %77
  br i1 %103, label %104, label %158

104:                                              ; preds = %102
  %105 = load i32, ptr %72, align 8
  %106 = icmp eq i32 %105, 0
  br i1 %106, label %163, label %107

107:                                              ; preds = %104, %155
  %108 = phi i32 [ %156, %155 ], [ %105, %104 ]
  %109 = phi i32 [ %135, %155 ], [ 0, %104 ]
  %110 = load i32, ptr %74, align 8
  %111 = icmp eq i32 %110, 0
  br i1 %111, label %120, label %112

112:                                              ; preds = %107
  %113 = add i32 %110, -1
  %114 = icmp uge i32 %113, %109
  %115 = icmp ult i32 %113, %108
  %116 = and i1 %114, %115
  %117 = add i32 %110, 3
  %118 = select i1 %116, i32 %113, i32 %108
  %119 = select i1 %116, i32 %117, i32 %108
  br label %120

120:                                              ; preds = %112, %107
  %121 = phi i32 [ %118, %112 ], [ %108, %107 ]
  %122 = phi i32 [ %119, %112 ], [ %108, %107 ]
  %123 = load i32, ptr %75, align 4
  %124 = icmp eq i32 %123, 0
  br i1 %124, label %133, label %125

125:                                              ; preds = %120
  %126 = add i32 %123, -1
  %127 = icmp uge i32 %126, %109
  %128 = icmp ult i32 %126, %121
  %129 = and i1 %127, %128
  %130 = add i32 %123, 15
  %131 = select i1 %129, i32 %126, i32 %121
  %132 = select i1 %129, i32 %130, i32 %122
  br label %133

133:                                              ; preds = %125, %120
  %134 = phi i32 [ %131, %125 ], [ %121, %120 ]
  %135 = phi i32 [ %132, %125 ], [ %122, %120 ]
  %136 = zext i32 %109 to i64
  %137 = getelementptr inbounds nuw i8, ptr %88, i64 %136
  %138 = getelementptr inbounds nuw i8, ptr %3, i64 %136
  %139 = sub i32 %134, %109
  %140 = zext i32 %139 to i64
  %141 = icmp ult i32 %139, 262145
  br i1 %141, label %142, label %143

142:                                              ; preds = %133
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %137, ptr nonnull align 1 %138, i64 %140, i1 false)
  br label %146

143:                                              ; preds = %133
  %144 = ptrtoint ptr %138 to i64
  %145 = ptrtoint ptr %137 to i64
  tail call fastcc void @copy_many(ptr noundef %0, i64 noundef %145, i64 noundef %144, i64 noundef %140) #29
  br label %146

146:                                              ; preds = %143, %142
  %147 = icmp ugt i32 %135, %134
  %148 = and i1 %76, %147
  br i1 %148, label %149, label %155

149:                                              ; preds = %146
  %150 = zext i32 %134 to i64
  %151 = getelementptr inbounds nuw i8, ptr %88, i64 %150
  %152 = sub nuw i32 %135, %134
  %153 = zext i32 %152 to i64
  %154 = tail call ptr @memset(ptr noundef %151, i32 noundef 0, i64 noundef %153) #31
  br label %155

155:                                              ; preds = %149, %146
  %156 = load i32, ptr %72, align 8
  %157 = icmp ult i32 %135, %156
  br i1 %157, label %107, label %163, !llvm.loop !119

158:                                              ; preds = %102
  br i1 %73, label %163, label %159

159:                                              ; preds = %158
  %160 = load i32, ptr %72, align 8
  %161 = zext i32 %160 to i64
  %162 = tail call ptr @memset(ptr noundef %88, i32 noundef 0, i64 noundef %161) #31
  br label %163

163:                                              ; preds = %155, %104, %96, %158, %159, %92
  %164 = add nuw nsw i64 %79, 1
  %165 = load i32, ptr %9, align 8
  %166 = zext i32 %165 to i64
  %167 = icmp samesign ult i64 %164, %166
  br i1 %167, label %78, label %168, !llvm.loop !121

168:                                              ; preds = %163, %19, %37, %11, %64, %62
  ret void
}

; Function Attrs: noinline nounwind
define internal fastcc range(i64 -28, 1) i64 @update_trie(ptr noundef captures(address) %0, i64 noundef %1, i64 noundef %2, i64 noundef %3) unnamed_addr #1 {
  %5 = alloca %struct.prefix, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %5) #30
  %6 = call fastcc i32 @read_prefix(ptr noundef %0, i64 noundef %1, ptr noundef %5, i32 noundef 1) #29
  %7 = icmp eq i32 %6, 0
  br i1 %7, label %136, label %8

8:                                                ; preds = %4
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %10 = atomicrmw xchg ptr %9, i32 1 acquire, align 8
  %11 = icmp eq i32 %10, 0
  br i1 %11, label %30, label %16

12:                                               ; preds = %27, %16
  %13 = phi i32 [ %17, %16 ], [ %22, %27 ]
  %14 = atomicrmw xchg ptr %9, i32 1 acquire, align 8
  %15 = icmp eq i32 %14, 0
  br i1 %15, label %30, label %16, !llvm.loop !21

16:                                               ; preds = %8, %12
  %17 = phi i32 [ %13, %12 ], [ 0, %8 ]
  %18 = load atomic i32, ptr %9 monotonic, align 8
  %19 = icmp eq i32 %18, 0
  br i1 %19, label %12, label %20

20:                                               ; preds = %16, %27
  %21 = phi i32 [ %22, %27 ], [ %17, %16 ]
  %22 = add i32 %21, 1
  %23 = and i32 %22, 255
  %24 = icmp eq i32 %23, 0
  br i1 %24, label %25, label %27

25:                                               ; preds = %20
  %26 = call i32 @sched_yield() #31
  br label %27

27:                                               ; preds = %25, %20
  %28 = load atomic i32, ptr %9 monotonic, align 8
  %29 = icmp eq i32 %28, 0
  br i1 %29, label %12, label %20, !llvm.loop !22

30:                                               ; preds = %12, %8
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 92
  %32 = load i32, ptr %31, align 4
  %33 = add i32 %32, 1
  store atomic i32 %33, ptr %31 monotonic, align 4
  fence release
  %34 = inttoptr i64 %2 to ptr
  %35 = call fastcc i32 @trie_find(ptr noundef %0, ptr noundef nonnull %5) #29
  %36 = icmp ne i32 %35, 0
  %37 = icmp eq i64 %3, 1
  %38 = and i1 %37, %36
  br i1 %38, label %132, label %39

39:                                               ; preds = %30
  %40 = icmp eq i32 %35, 0
  %41 = icmp eq i64 %3, 2
  %42 = and i1 %41, %40
  br i1 %42, label %132, label %43

43:                                               ; preds = %39
  br i1 %36, label %50, label %44

44:                                               ; preds = %43
  %45 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %46 = load i32, ptr %45, align 8
  %47 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %48 = load i32, ptr %47, align 4
  %49 = icmp ult i32 %46, %48
  br i1 %49, label %50, label %132

50:                                               ; preds = %44, %43
  %51 = getelementptr inbounds nuw i8, ptr %0, i64 100
  %52 = load i32, ptr %51, align 4
  %53 = icmp eq i32 %52, 0
  br i1 %53, label %62, label %54

54:                                               ; preds = %50
  %55 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %56 = load i64, ptr %55, align 8
  %57 = inttoptr i64 %56 to ptr
  %58 = add i32 %52, -1
  %59 = zext i32 %58 to i64
  %60 = getelementptr inbounds nuw i32, ptr %57, i64 %59
  %61 = load i32, ptr %60, align 4
  store i32 %61, ptr %51, align 4
  br label %74

62:                                               ; preds = %50
  %63 = getelementptr inbounds nuw i8, ptr %0, i64 272
  %64 = load i64, ptr %63, align 8
  %65 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %66 = load i32, ptr %65, align 8
  %67 = zext i32 %66 to i64
  %68 = icmp ult i64 %64, %67
  br i1 %68, label %69, label %132

69:                                               ; preds = %62
  %70 = add nuw nsw i64 %64, 1
  store i64 %70, ptr %63, align 8
  %71 = trunc nuw i64 %70 to i32
  %72 = add i32 %71, -1
  %73 = zext i32 %72 to i64
  br label %74

74:                                               ; preds = %69, %54
  %75 = phi i64 [ %59, %54 ], [ %73, %69 ]
  %76 = phi i32 [ %58, %54 ], [ %72, %69 ]
  %77 = phi i32 [ %52, %54 ], [ %71, %69 ]
  %78 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %79 = load i64, ptr %78, align 8
  %80 = inttoptr i64 %79 to ptr
  %81 = getelementptr inbounds nuw i8, ptr %0, i64 20
  %82 = load i32, ptr %81, align 4
  %83 = zext i32 %82 to i64
  %84 = mul nuw i64 %75, %83
  %85 = getelementptr inbounds nuw i8, ptr %80, i64 %84
  %86 = getelementptr inbounds nuw i8, ptr %5, i64 12
  %87 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %88 = load i32, ptr %87, align 4
  %89 = zext i32 %88 to i64
  %90 = call ptr @memcpy(ptr noundef %85, ptr noundef nonnull %86, i64 noundef %89) #31
  call fastcc void @put_value(ptr noundef null, ptr noundef nonnull %0, i32 noundef %76, ptr noundef %34, i32 noundef 0, i32 noundef 0, i32 noundef 1) #29
  %91 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %92 = load i64, ptr %91, align 8
  %93 = inttoptr i64 %92 to ptr
  %94 = getelementptr inbounds nuw i8, ptr %93, i64 %75
  store i8 1, ptr %94, align 1
  br i1 %36, label %95, label %128

95:                                               ; preds = %74
  call fastcc void @trie_replace(ptr noundef nonnull %0, ptr noundef nonnull %5, i32 noundef %35, i32 noundef %77) #29
  %96 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %97 = load i64, ptr %96, align 8
  %98 = load i64, ptr %91, align 8
  %99 = inttoptr i64 %98 to ptr
  %100 = add i32 %35, -1
  %101 = zext i32 %100 to i64
  %102 = getelementptr inbounds nuw i8, ptr %99, i64 %101
  store i8 0, ptr %102, align 1
  %103 = getelementptr inbounds nuw i8, ptr %0, i64 236
  %104 = load i32, ptr %103, align 4
  %105 = icmp eq i32 %104, 0
  br i1 %105, label %111, label %106

106:                                              ; preds = %95
  %107 = getelementptr inbounds nuw i8, ptr %0, i64 240
  %108 = load i64, ptr %107, align 8
  %109 = inttoptr i64 %108 to ptr
  %110 = getelementptr inbounds nuw %struct.timer, ptr %109, i64 %101
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(32) %110, i8 0, i64 32, i1 false)
  br label %111

111:                                              ; preds = %106, %95
  %112 = load i32, ptr %0, align 8
  %113 = and i32 %112, -2
  %114 = icmp eq i32 %113, 12
  br i1 %114, label %115, label %124

115:                                              ; preds = %111
  %116 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %117 = load i64, ptr %116, align 8
  %118 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %119 = load i32, ptr %118, align 8
  %120 = zext i32 %119 to i64
  %121 = mul nuw i64 %120, %101
  %122 = add i64 %121, %117
  %123 = inttoptr i64 %122 to ptr
  store atomic i64 0, ptr %123 release, align 8
  br label %124

124:                                              ; preds = %115, %111
  %125 = inttoptr i64 %97 to ptr
  %126 = load i32, ptr %51, align 4
  %127 = getelementptr inbounds nuw i32, ptr %125, i64 %101
  store i32 %126, ptr %127, align 4
  store i32 %35, ptr %51, align 4
  br label %132

128:                                              ; preds = %74
  call fastcc void @trie_add(ptr noundef nonnull %0, ptr noundef nonnull %5, i32 noundef %77) #29
  %129 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %130 = load i32, ptr %129, align 8
  %131 = add i32 %130, 1
  store i32 %131, ptr %129, align 8
  br label %132

132:                                              ; preds = %30, %39, %44, %62, %124, %128
  %133 = phi i64 [ -2, %39 ], [ -17, %30 ], [ 0, %124 ], [ -28, %44 ], [ 0, %128 ], [ -12, %62 ]
  %134 = load i32, ptr %31, align 4
  %135 = add i32 %134, 1
  store atomic i32 %135, ptr %31 release, align 4
  store atomic i32 0, ptr %9 release, align 8
  br label %136

136:                                              ; preds = %4, %132
  %137 = phi i64 [ %133, %132 ], [ -22, %4 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %5) #30
  ret i64 %137
}

; Function Attrs: nounwind
define internal fastcc range(i64 -17, 1) i64 @hash_update(ptr noundef captures(none) %0, ptr noundef %1, ptr noundef %2, i64 noundef %3, i32 noundef %4, i32 noundef range(i32 0, 2) %5) unnamed_addr #0 {
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %8 = load i64, ptr %7, align 8
  %9 = inttoptr i64 %8 to ptr
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %11 = load i64, ptr %10, align 8
  %12 = inttoptr i64 %11 to ptr
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %14 = load i32, ptr %13, align 8
  %15 = zext i32 %14 to i64
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %17 = load i32, ptr %16, align 4
  %18 = mul nuw i64 %15, 4294967297
  %19 = xor i64 %18, -7046029254386353131
  %20 = or i64 %19, 1
  %21 = icmp ugt i32 %17, 7
  br i1 %21, label %22, label %38

22:                                               ; preds = %6
  %23 = zext i64 %20 to i128
  br label %24

24:                                               ; preds = %24, %22
  %25 = phi ptr [ %1, %22 ], [ %36, %24 ]
  %26 = phi i32 [ %17, %22 ], [ %35, %24 ]
  %27 = phi i64 [ %19, %22 ], [ %34, %24 ]
  %28 = load i64, ptr %25, align 1
  %29 = xor i64 %28, %27
  %30 = zext i64 %29 to i128
  %31 = mul nuw i128 %30, %23
  %32 = lshr i128 %31, 64
  %33 = xor i128 %32, %31
  %34 = trunc i128 %33 to i64
  %35 = add i32 %26, -8
  %36 = getelementptr inbounds nuw i8, ptr %25, i64 8
  %37 = icmp ugt i32 %35, 7
  br i1 %37, label %24, label %38, !llvm.loop !15

38:                                               ; preds = %24, %6
  %39 = phi i64 [ %19, %6 ], [ %34, %24 ]
  %40 = phi i32 [ %17, %6 ], [ %35, %24 ]
  %41 = phi ptr [ %1, %6 ], [ %36, %24 ]
  %42 = icmp eq i32 %40, 0
  br i1 %42, label %74, label %43

43:                                               ; preds = %38
  %44 = icmp samesign ult i32 %40, 4
  br i1 %44, label %49, label %45

45:                                               ; preds = %43
  %46 = load i32, ptr %41, align 1
  %47 = zext i32 %46 to i64
  %48 = getelementptr inbounds nuw i8, ptr %41, i64 4
  br label %49

49:                                               ; preds = %45, %43
  %50 = phi i64 [ %47, %45 ], [ 0, %43 ]
  %51 = phi ptr [ %48, %45 ], [ %41, %43 ]
  %52 = and i32 %40, 3
  %53 = icmp eq i32 %52, 0
  br i1 %53, label %65, label %54

54:                                               ; preds = %49, %54
  %55 = phi ptr [ %63, %54 ], [ %51, %49 ]
  %56 = phi i64 [ %61, %54 ], [ %50, %49 ]
  %57 = phi i32 [ %62, %54 ], [ %52, %49 ]
  %58 = shl i64 %56, 8
  %59 = load i8, ptr %55, align 1
  %60 = zext i8 %59 to i64
  %61 = or disjoint i64 %58, %60
  %62 = add nsw i32 %57, -1
  %63 = getelementptr inbounds nuw i8, ptr %55, i64 1
  %64 = icmp eq i32 %62, 0
  br i1 %64, label %65, label %54, !llvm.loop !16

65:                                               ; preds = %54, %49
  %66 = phi i64 [ %50, %49 ], [ %61, %54 ]
  %67 = xor i64 %66, %39
  %68 = zext i64 %67 to i128
  %69 = zext i64 %20 to i128
  %70 = mul nuw i128 %68, %69
  %71 = lshr i128 %70, 64
  %72 = xor i128 %71, %70
  %73 = trunc i128 %72 to i64
  br label %74

74:                                               ; preds = %38, %65
  %75 = phi i64 [ %73, %65 ], [ %39, %38 ]
  %76 = mul i64 %75, -7046029254386353131
  %77 = lshr i64 %76, 32
  %78 = trunc nuw i64 %77 to i32
  %79 = getelementptr inbounds nuw i8, ptr %0, i64 24
  %80 = load i32, ptr %79, align 8
  %81 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %82 = load i64, ptr %81, align 8
  %83 = inttoptr i64 %82 to ptr
  %84 = getelementptr inbounds nuw i8, ptr %0, i64 28
  %85 = load i32, ptr %84, align 4
  %86 = and i32 %85, %78
  %87 = zext i32 %86 to i64
  %88 = getelementptr inbounds nuw i32, ptr %83, i64 %87
  %89 = load atomic i32, ptr %88 monotonic, align 4
  %90 = icmp eq i32 %89, 0
  br i1 %90, label %149, label %91

91:                                               ; preds = %74
  %92 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %93 = getelementptr inbounds nuw i8, ptr %0, i64 20
  br label %94

94:                                               ; preds = %142, %91
  %95 = phi i32 [ %80, %91 ], [ %145, %142 ]
  %96 = phi i32 [ %89, %91 ], [ %144, %142 ]
  %97 = icmp ule i32 %96, %80
  %98 = icmp ne i32 %95, 0
  %99 = select i1 %97, i1 %98, i1 false
  br i1 %99, label %100, label %149

100:                                              ; preds = %94
  %101 = add i32 %96, -1
  %102 = zext i32 %101 to i64
  %103 = getelementptr inbounds nuw i32, ptr %12, i64 %102
  %104 = load i32, ptr %103, align 4
  %105 = icmp eq i32 %104, %78
  br i1 %105, label %106, label %142

106:                                              ; preds = %100
  %107 = load i64, ptr %92, align 8
  %108 = inttoptr i64 %107 to ptr
  %109 = load i32, ptr %93, align 4
  %110 = zext i32 %109 to i64
  %111 = mul nuw i64 %110, %102
  %112 = getelementptr inbounds nuw i8, ptr %108, i64 %111
  br i1 %21, label %118, label %113

113:                                              ; preds = %125, %106
  %114 = phi ptr [ %112, %106 ], [ %128, %125 ]
  %115 = phi i32 [ %17, %106 ], [ %126, %125 ]
  %116 = phi ptr [ %1, %106 ], [ %127, %125 ]
  %117 = icmp eq i32 %115, 0
  br i1 %117, label %147, label %130

118:                                              ; preds = %106, %125
  %119 = phi ptr [ %127, %125 ], [ %1, %106 ]
  %120 = phi i32 [ %126, %125 ], [ %17, %106 ]
  %121 = phi ptr [ %128, %125 ], [ %112, %106 ]
  %122 = load i64, ptr %119, align 1
  %123 = load i64, ptr %121, align 1
  %124 = icmp eq i64 %122, %123
  br i1 %124, label %125, label %142

125:                                              ; preds = %118
  %126 = add i32 %120, -8
  %127 = getelementptr inbounds nuw i8, ptr %119, i64 8
  %128 = getelementptr inbounds nuw i8, ptr %121, i64 8
  %129 = icmp ugt i32 %126, 7
  br i1 %129, label %118, label %113, !llvm.loop !17

130:                                              ; preds = %113, %137
  %131 = phi ptr [ %139, %137 ], [ %116, %113 ]
  %132 = phi i32 [ %138, %137 ], [ %115, %113 ]
  %133 = phi ptr [ %140, %137 ], [ %114, %113 ]
  %134 = load i8, ptr %131, align 1
  %135 = load i8, ptr %133, align 1
  %136 = icmp eq i8 %134, %135
  br i1 %136, label %137, label %142

137:                                              ; preds = %130
  %138 = add nsw i32 %132, -1
  %139 = getelementptr inbounds nuw i8, ptr %131, i64 1
  %140 = getelementptr inbounds nuw i8, ptr %133, i64 1
  %141 = icmp eq i32 %138, 0
  br i1 %141, label %147, label %130, !llvm.loop !18

142:                                              ; preds = %118, %130, %100
  %143 = getelementptr inbounds nuw i32, ptr %9, i64 %102
  %144 = load atomic i32, ptr %143 monotonic, align 4
  %145 = add i32 %95, -1
  %146 = icmp eq i32 %144, 0
  br i1 %146, label %149, label %94, !llvm.loop !19

147:                                              ; preds = %113, %137
  %148 = icmp eq i64 %3, 1
  br i1 %148, label %387, label %151

149:                                              ; preds = %94, %142, %74
  %150 = icmp eq i64 %3, 2
  br i1 %150, label %387, label %156

151:                                              ; preds = %147
  %152 = getelementptr inbounds nuw i8, ptr %0, i64 144
  %153 = load i32, ptr %152, align 8
  %154 = icmp ugt i32 %153, 1
  br i1 %154, label %155, label %260

155:                                              ; preds = %151
  tail call fastcc void @put_value(ptr noundef null, ptr noundef nonnull %0, i32 noundef %101, ptr noundef %2, i32 noundef %4, i32 noundef %5, i32 noundef 0) #29
  br label %387

156:                                              ; preds = %149
  %157 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %158 = load i32, ptr %157, align 8
  %159 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %160 = load i32, ptr %159, align 4
  %161 = icmp ult i32 %158, %160
  br i1 %161, label %260, label %162

162:                                              ; preds = %156
  %163 = load i32, ptr %0, align 8
  %164 = add i32 %163, -11
  %165 = icmp ult i32 %164, -2
  br i1 %165, label %387, label %166

166:                                              ; preds = %162
  %167 = getelementptr inbounds nuw i8, ptr %0, i64 152
  %168 = load i64, ptr %167, align 8
  %169 = inttoptr i64 %168 to ptr
  %170 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %171 = load i64, ptr %170, align 8
  %172 = inttoptr i64 %171 to ptr
  %173 = zext i32 %80 to i64
  %174 = add nuw nsw i64 %173, 4096
  %175 = getelementptr inbounds nuw i8, ptr %0, i64 148
  br label %176

176:                                              ; preds = %256, %166
  %177 = phi i32 [ 0, %166 ], [ %257, %256 ]
  %178 = phi i64 [ %174, %166 ], [ %258, %256 ]
  %179 = load i32, ptr %175, align 4
  %180 = add i32 %179, 1
  %181 = load i32, ptr %79, align 8
  %182 = icmp ult i32 %180, %181
  %183 = select i1 %182, i32 %180, i32 0
  store i32 %183, ptr %175, align 4
  %184 = zext i32 %179 to i64
  %185 = getelementptr inbounds nuw i8, ptr %172, i64 %184
  %186 = load i8, ptr %185, align 1
  %187 = icmp eq i8 %186, 0
  br i1 %187, label %256, label %188

188:                                              ; preds = %176
  %189 = getelementptr inbounds nuw i8, ptr %169, i64 %184
  %190 = load i8, ptr %189, align 1
  %191 = icmp ne i8 %190, 0
  %192 = icmp ult i32 %177, 4096
  %193 = select i1 %191, i1 %192, i1 false
  br i1 %193, label %194, label %196

194:                                              ; preds = %188
  store i8 0, ptr %189, align 1
  %195 = add nuw nsw i32 %177, 1
  br label %256

196:                                              ; preds = %188
  %197 = load i64, ptr %10, align 8
  %198 = inttoptr i64 %197 to ptr
  %199 = getelementptr inbounds nuw i32, ptr %198, i64 %184
  %200 = load i32, ptr %199, align 4
  %201 = load i64, ptr %7, align 8
  %202 = inttoptr i64 %201 to ptr
  %203 = load i64, ptr %81, align 8
  %204 = inttoptr i64 %203 to ptr
  %205 = load i32, ptr %84, align 4
  %206 = and i32 %205, %200
  %207 = zext i32 %206 to i64
  %208 = getelementptr inbounds nuw i32, ptr %204, i64 %207
  %209 = load i32, ptr %208, align 4
  %210 = icmp eq i32 %209, %180
  br i1 %210, label %220, label %211

211:                                              ; preds = %196, %211
  %212 = phi i32 [ %216, %211 ], [ %209, %196 ]
  %213 = add i32 %212, -1
  %214 = zext i32 %213 to i64
  %215 = getelementptr inbounds nuw i32, ptr %202, i64 %214
  %216 = load i32, ptr %215, align 4
  %217 = icmp eq i32 %216, %180
  br i1 %217, label %218, label %211, !llvm.loop !25

218:                                              ; preds = %211
  %219 = getelementptr inbounds nuw i32, ptr %202, i64 %214
  br label %220

220:                                              ; preds = %218, %196
  %221 = phi ptr [ %208, %196 ], [ %219, %218 ]
  %222 = getelementptr inbounds nuw i32, ptr %202, i64 %184
  %223 = load i32, ptr %222, align 4
  store atomic i32 %223, ptr %221 monotonic, align 4
  %224 = load i64, ptr %7, align 8
  %225 = load i64, ptr %170, align 8
  %226 = inttoptr i64 %225 to ptr
  %227 = getelementptr inbounds nuw i8, ptr %226, i64 %184
  store i8 0, ptr %227, align 1
  %228 = getelementptr inbounds nuw i8, ptr %0, i64 236
  %229 = load i32, ptr %228, align 4
  %230 = icmp eq i32 %229, 0
  br i1 %230, label %236, label %231

231:                                              ; preds = %220
  %232 = getelementptr inbounds nuw i8, ptr %0, i64 240
  %233 = load i64, ptr %232, align 8
  %234 = inttoptr i64 %233 to ptr
  %235 = getelementptr inbounds nuw %struct.timer, ptr %234, i64 %184
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(32) %235, i8 0, i64 32, i1 false)
  br label %236

236:                                              ; preds = %231, %220
  %237 = load i32, ptr %0, align 8
  %238 = and i32 %237, -2
  %239 = icmp eq i32 %238, 12
  br i1 %239, label %240, label %249

240:                                              ; preds = %236
  %241 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %242 = load i64, ptr %241, align 8
  %243 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %244 = load i32, ptr %243, align 8
  %245 = zext i32 %244 to i64
  %246 = mul nuw i64 %245, %184
  %247 = add i64 %246, %242
  %248 = inttoptr i64 %247 to ptr
  store atomic i64 0, ptr %248 release, align 8
  br label %249

249:                                              ; preds = %240, %236
  %250 = inttoptr i64 %224 to ptr
  %251 = getelementptr inbounds nuw i8, ptr %0, i64 100
  %252 = load i32, ptr %251, align 4
  %253 = getelementptr inbounds nuw i32, ptr %250, i64 %184
  store i32 %252, ptr %253, align 4
  store i32 %180, ptr %251, align 4
  %254 = load i32, ptr %157, align 8
  %255 = add i32 %254, -1
  store i32 %255, ptr %157, align 8
  br label %260

256:                                              ; preds = %194, %176
  %257 = phi i32 [ %195, %194 ], [ %177, %176 ]
  %258 = add nsw i64 %178, -1
  %259 = icmp eq i64 %258, 0
  br i1 %259, label %260, label %176, !llvm.loop !122

260:                                              ; preds = %256, %249, %151, %156
  %261 = phi i1 [ true, %151 ], [ false, %156 ], [ false, %249 ], [ false, %256 ]
  %262 = phi i32 [ %96, %151 ], [ 0, %156 ], [ 0, %249 ], [ 0, %256 ]
  %263 = getelementptr inbounds nuw i8, ptr %0, i64 100
  %264 = load i32, ptr %263, align 4
  %265 = icmp eq i32 %264, 0
  br i1 %265, label %273, label %266

266:                                              ; preds = %260
  %267 = load i64, ptr %7, align 8
  %268 = inttoptr i64 %267 to ptr
  %269 = add i32 %264, -1
  %270 = zext i32 %269 to i64
  %271 = getelementptr inbounds nuw i32, ptr %268, i64 %270
  %272 = load i32, ptr %271, align 4
  store i32 %272, ptr %263, align 4
  br label %284

273:                                              ; preds = %260
  %274 = getelementptr inbounds nuw i8, ptr %0, i64 272
  %275 = load i64, ptr %274, align 8
  %276 = load i32, ptr %79, align 8
  %277 = zext i32 %276 to i64
  %278 = icmp ult i64 %275, %277
  br i1 %278, label %279, label %387

279:                                              ; preds = %273
  %280 = add nuw nsw i64 %275, 1
  store i64 %280, ptr %274, align 8
  %281 = trunc nuw i64 %280 to i32
  %282 = add i32 %281, -1
  %283 = zext i32 %282 to i64
  br label %284

284:                                              ; preds = %266, %279
  %285 = phi i64 [ %270, %266 ], [ %283, %279 ]
  %286 = phi i32 [ %269, %266 ], [ %282, %279 ]
  %287 = phi i32 [ %264, %266 ], [ %281, %279 ]
  %288 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %289 = load i64, ptr %288, align 8
  %290 = inttoptr i64 %289 to ptr
  %291 = getelementptr inbounds nuw i8, ptr %0, i64 20
  %292 = load i32, ptr %291, align 4
  %293 = zext i32 %292 to i64
  %294 = mul nuw i64 %285, %293
  %295 = getelementptr inbounds nuw i8, ptr %290, i64 %294
  %296 = load i32, ptr %16, align 4
  %297 = zext i32 %296 to i64
  %298 = tail call ptr @memcpy(ptr noundef %295, ptr noundef %1, i64 noundef %297) #31
  tail call fastcc void @put_value(ptr noundef null, ptr noundef nonnull %0, i32 noundef %286, ptr noundef %2, i32 noundef %4, i32 noundef %5, i32 noundef 1) #29
  %299 = getelementptr inbounds nuw i32, ptr %12, i64 %285
  store i32 %78, ptr %299, align 4
  %300 = load i64, ptr %81, align 8
  %301 = inttoptr i64 %300 to ptr
  %302 = load i32, ptr %84, align 4
  %303 = and i32 %302, %78
  %304 = zext i32 %303 to i64
  %305 = getelementptr inbounds nuw i32, ptr %301, i64 %304
  %306 = load i32, ptr %305, align 4
  %307 = getelementptr inbounds nuw i32, ptr %9, i64 %285
  store i32 %306, ptr %307, align 4
  %308 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %309 = load i64, ptr %308, align 8
  %310 = inttoptr i64 %309 to ptr
  %311 = getelementptr inbounds nuw i8, ptr %310, i64 %285
  store i8 1, ptr %311, align 1
  %312 = load i32, ptr %0, align 8
  %313 = add i32 %312, -11
  %314 = icmp ult i32 %313, -2
  br i1 %314, label %320, label %315

315:                                              ; preds = %284
  %316 = getelementptr inbounds nuw i8, ptr %0, i64 152
  %317 = load i64, ptr %316, align 8
  %318 = inttoptr i64 %317 to ptr
  %319 = getelementptr inbounds nuw i8, ptr %318, i64 %285
  store i8 0, ptr %319, align 1
  br label %320

320:                                              ; preds = %315, %284
  %321 = load i64, ptr %81, align 8
  %322 = inttoptr i64 %321 to ptr
  %323 = load i32, ptr %84, align 4
  %324 = and i32 %323, %78
  %325 = zext i32 %324 to i64
  %326 = getelementptr inbounds nuw i32, ptr %322, i64 %325
  store atomic i32 %287, ptr %326 release, align 4
  %327 = getelementptr inbounds nuw i8, ptr %0, i64 96
  %328 = load i32, ptr %327, align 8
  %329 = add i32 %328, 1
  store i32 %329, ptr %327, align 8
  br i1 %261, label %330, label %387

330:                                              ; preds = %320
  %331 = load i64, ptr %7, align 8
  %332 = inttoptr i64 %331 to ptr
  %333 = load i64, ptr %81, align 8
  %334 = inttoptr i64 %333 to ptr
  %335 = load i32, ptr %84, align 4
  %336 = and i32 %335, %78
  %337 = zext i32 %336 to i64
  %338 = getelementptr inbounds nuw i32, ptr %334, i64 %337
  %339 = load i32, ptr %338, align 4
  %340 = icmp eq i32 %339, %262
  br i1 %340, label %350, label %341

341:                                              ; preds = %330, %341
  %342 = phi i32 [ %346, %341 ], [ %339, %330 ]
  %343 = add i32 %342, -1
  %344 = zext i32 %343 to i64
  %345 = getelementptr inbounds nuw i32, ptr %332, i64 %344
  %346 = load i32, ptr %345, align 4
  %347 = icmp eq i32 %346, %262
  br i1 %347, label %348, label %341, !llvm.loop !25

348:                                              ; preds = %341
  %349 = getelementptr inbounds nuw i32, ptr %332, i64 %344
  br label %350

350:                                              ; preds = %348, %330
  %351 = phi ptr [ %338, %330 ], [ %349, %348 ]
  %352 = add i32 %262, -1
  %353 = zext i32 %352 to i64
  %354 = getelementptr inbounds nuw i32, ptr %332, i64 %353
  %355 = load i32, ptr %354, align 4
  store atomic i32 %355, ptr %351 monotonic, align 4
  %356 = load i64, ptr %7, align 8
  %357 = load i64, ptr %308, align 8
  %358 = inttoptr i64 %357 to ptr
  %359 = getelementptr inbounds nuw i8, ptr %358, i64 %353
  store i8 0, ptr %359, align 1
  %360 = getelementptr inbounds nuw i8, ptr %0, i64 236
  %361 = load i32, ptr %360, align 4
  %362 = icmp eq i32 %361, 0
  br i1 %362, label %368, label %363

363:                                              ; preds = %350
  %364 = getelementptr inbounds nuw i8, ptr %0, i64 240
  %365 = load i64, ptr %364, align 8
  %366 = inttoptr i64 %365 to ptr
  %367 = getelementptr inbounds nuw %struct.timer, ptr %366, i64 %353
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(32) %367, i8 0, i64 32, i1 false)
  br label %368

368:                                              ; preds = %363, %350
  %369 = load i32, ptr %0, align 8
  %370 = and i32 %369, -2
  %371 = icmp eq i32 %370, 12
  br i1 %371, label %372, label %381

372:                                              ; preds = %368
  %373 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %374 = load i64, ptr %373, align 8
  %375 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %376 = load i32, ptr %375, align 8
  %377 = zext i32 %376 to i64
  %378 = mul nuw i64 %377, %353
  %379 = add i64 %378, %374
  %380 = inttoptr i64 %379 to ptr
  store atomic i64 0, ptr %380 release, align 8
  br label %381

381:                                              ; preds = %368, %372
  %382 = inttoptr i64 %356 to ptr
  %383 = load i32, ptr %263, align 4
  %384 = getelementptr inbounds nuw i32, ptr %382, i64 %353
  store i32 %383, ptr %384, align 4
  store i32 %262, ptr %263, align 4
  %385 = load i32, ptr %327, align 8
  %386 = add i32 %385, -1
  store i32 %386, ptr %327, align 8
  br label %387

387:                                              ; preds = %273, %149, %320, %381, %162, %147, %155
  %388 = phi i64 [ -12, %273 ], [ -17, %147 ], [ 0, %155 ], [ -2, %149 ], [ -7, %162 ], [ 0, %381 ], [ 0, %320 ]
  ret i64 %388
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc i32 @trie_find(ptr noundef readonly captures(none) %0, ptr noundef nonnull readonly captures(none) %1) unnamed_addr #22 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %4 = load i64, ptr %3, align 8
  %5 = inttoptr i64 %4 to ptr
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 168
  %7 = load i64, ptr %6, align 8
  %8 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %9 = load i32, ptr %8, align 8
  %10 = add i32 %9, -1
  %11 = udiv i32 %10, 3
  %12 = icmp eq i32 %9, 0
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 184
  %14 = load i32, ptr %13, align 8
  br i1 %12, label %26, label %15

15:                                               ; preds = %2
  %16 = shl i32 %14, 1
  %17 = or disjoint i32 %16, 1
  %18 = zext nneg i32 %17 to i64
  %19 = zext nneg i32 %14 to i64
  %20 = shl nsw i64 -1, %19
  %21 = xor i64 %20, -1
  %22 = zext nneg i32 %16 to i64
  %23 = shl nuw i64 1, %22
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %25 = getelementptr inbounds nuw i8, ptr %1, i64 16
  br label %33

26:                                               ; preds = %2
  %27 = zext nneg i32 %14 to i64
  %28 = lshr i64 %7, %27
  %29 = shl nsw i64 -1, %27
  %30 = xor i64 %29, -1
  %31 = and i64 %28, %30
  %32 = trunc i64 %31 to i32
  br label %126

33:                                               ; preds = %15, %75
  %34 = phi i64 [ %79, %75 ], [ %7, %15 ]
  %35 = lshr i64 %34, %18
  %36 = trunc i64 %35 to i32
  %37 = and i64 %34, %21
  %38 = trunc i64 %37 to i32
  %39 = icmp eq i32 %38, 0
  br i1 %39, label %126, label %40

40:                                               ; preds = %33
  %41 = and i64 %23, %34
  %42 = icmp eq i64 %41, 0
  %43 = icmp ult i32 %11, %36
  %44 = select i1 %42, i1 %43, i1 false
  br i1 %44, label %126, label %45

45:                                               ; preds = %40
  br i1 %42, label %46, label %105

46:                                               ; preds = %45
  %47 = load i64, ptr %24, align 8
  %48 = inttoptr i64 %47 to ptr
  %49 = shl i64 %37, 6
  %50 = and i64 %49, 274877906880
  %51 = getelementptr inbounds nuw i8, ptr %48, i64 %50
  %52 = icmp ult i32 %36, 21
  %53 = mul i32 %36, 3
  br i1 %52, label %54, label %60

54:                                               ; preds = %46
  %55 = load i64, ptr %1, align 8
  %56 = zext nneg i32 %53 to i64
  %57 = shl i64 %55, %56
  %58 = lshr i64 %57, 61
  %59 = trunc nuw nsw i64 %58 to i32
  br label %75

60:                                               ; preds = %46
  %61 = lshr i32 %53, 3
  %62 = zext nneg i32 %61 to i64
  %63 = getelementptr inbounds nuw i8, ptr %25, i64 %62
  %64 = load i8, ptr %63, align 1
  %65 = zext i8 %64 to i32
  %66 = shl nuw nsw i32 %65, 8
  %67 = getelementptr inbounds nuw i8, ptr %63, i64 1
  %68 = load i8, ptr %67, align 1
  %69 = zext i8 %68 to i32
  %70 = or disjoint i32 %66, %69
  %71 = and i32 %53, 7
  %72 = sub nuw nsw i32 13, %71
  %73 = lshr i32 %70, %72
  %74 = and i32 %73, 7
  br label %75

75:                                               ; preds = %54, %60
  %76 = phi i32 [ %59, %54 ], [ %74, %60 ]
  %77 = zext nneg i32 %76 to i64
  %78 = getelementptr inbounds nuw i64, ptr %51, i64 %77
  %79 = load i64, ptr %78, align 8
  %80 = icmp ugt i32 %11, %36
  br i1 %80, label %33, label %81, !llvm.loop !123

81:                                               ; preds = %75
  %82 = lshr i64 %79, %19
  %83 = and i64 %82, %21
  %84 = trunc i64 %83 to i32
  %85 = icmp eq i32 %84, 0
  br i1 %85, label %126, label %86

86:                                               ; preds = %81
  %87 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %88 = load i64, ptr %87, align 8
  %89 = inttoptr i64 %88 to ptr
  %90 = getelementptr inbounds nuw i8, ptr %0, i64 20
  %91 = load i32, ptr %90, align 4
  %92 = zext i32 %91 to i64
  br label %93

93:                                               ; preds = %86, %101
  %94 = phi i32 [ %84, %86 ], [ %103, %101 ]
  %95 = add i32 %94, -1
  %96 = zext i32 %95 to i64
  %97 = mul nuw i64 %92, %96
  %98 = getelementptr inbounds nuw i8, ptr %89, i64 %97
  %99 = load i32, ptr %98, align 1
  %100 = icmp ugt i32 %99, %9
  br i1 %100, label %101, label %115

101:                                              ; preds = %93
  %102 = getelementptr inbounds nuw i32, ptr %5, i64 %96
  %103 = load i32, ptr %102, align 4
  %104 = icmp eq i32 %103, 0
  br i1 %104, label %126, label %93, !llvm.loop !124

105:                                              ; preds = %45
  %106 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %107 = load i64, ptr %106, align 8
  %108 = getelementptr inbounds nuw i8, ptr %0, i64 20
  %109 = load i32, ptr %108, align 4
  %110 = inttoptr i64 %107 to ptr
  %111 = add nuw i64 %37, 4294967295
  %112 = and i64 %111, 4294967295
  %113 = zext i32 %109 to i64
  %114 = mul nuw i64 %112, %113
  br label %115

115:                                              ; preds = %93, %105
  %116 = phi i64 [ %114, %105 ], [ %97, %93 ]
  %117 = phi ptr [ %110, %105 ], [ %89, %93 ]
  %118 = phi i32 [ %38, %105 ], [ %94, %93 ]
  %119 = getelementptr inbounds nuw i8, ptr %117, i64 %116
  %120 = load i32, ptr %119, align 1
  %121 = icmp eq i32 %120, %9
  br i1 %121, label %122, label %126

122:                                              ; preds = %115
  %123 = tail call fastcc i32 @common_bits(ptr noundef nonnull %0, ptr noundef %1, i32 noundef %118) #29
  %124 = icmp ult i32 %123, %9
  %125 = select i1 %124, i32 0, i32 %118
  br label %126

126:                                              ; preds = %33, %40, %101, %81, %122, %115, %26
  %127 = phi i32 [ 0, %81 ], [ %32, %26 ], [ 0, %115 ], [ %125, %122 ], [ 0, %101 ], [ 0, %40 ], [ 0, %33 ]
  ret i32 %127
}

; Function Attrs: nofree noinline norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc void @trie_replace(ptr noundef captures(address) %0, ptr noundef nonnull readonly captures(none) %1, i32 noundef range(i32 1, 0) %2, i32 noundef %3) unnamed_addr #23 {
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 168
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %7 = load i64, ptr %6, align 8
  %8 = inttoptr i64 %7 to ptr
  %9 = icmp eq i32 %3, 0
  br i1 %9, label %18, label %10

10:                                               ; preds = %4
  %11 = add i32 %3, -1
  %12 = zext i32 %11 to i64
  %13 = getelementptr inbounds nuw i32, ptr %8, i64 %12
  %14 = add i32 %2, -1
  %15 = zext i32 %14 to i64
  %16 = getelementptr inbounds nuw i32, ptr %8, i64 %15
  %17 = load i32, ptr %16, align 4
  store atomic i32 %17, ptr %13 monotonic, align 4
  br label %18

18:                                               ; preds = %10, %4
  %19 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %20 = load i32, ptr %19, align 8
  %21 = freeze i32 %20
  %22 = icmp eq i32 %21, 0
  br i1 %22, label %43, label %23

23:                                               ; preds = %18
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 184
  %25 = load i32, ptr %24, align 8
  %26 = shl i32 %25, 1
  %27 = zext nneg i32 %26 to i64
  %28 = shl nuw i64 1, %27
  %29 = load i64, ptr %5, align 8
  %30 = and i64 %28, %29
  %31 = icmp eq i64 %30, 0
  br i1 %31, label %32, label %184

32:                                               ; preds = %23
  %33 = or disjoint i32 %26, 1
  %34 = zext nneg i32 %33 to i64
  %35 = zext nneg i32 %25 to i64
  %36 = shl nsw i64 -1, %35
  %37 = xor i64 %36, -1
  %38 = add i32 %21, -1
  %39 = udiv i32 %38, 3
  %40 = urem i32 %38, 3
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %42 = getelementptr inbounds nuw i8, ptr %1, i64 16
  br label %56

43:                                               ; preds = %18
  %44 = load i64, ptr %5, align 8
  %45 = getelementptr inbounds nuw i8, ptr %0, i64 184
  %46 = load i32, ptr %45, align 8
  %47 = zext i32 %46 to i64
  %48 = shl nsw i64 -1, %47
  %49 = xor i64 %48, -1
  %50 = shl i64 %49, %47
  %51 = xor i64 %50, -1
  %52 = and i64 %44, %51
  %53 = zext i32 %3 to i64
  %54 = shl i64 %53, %47
  %55 = or i64 %52, %54
  store atomic i64 %55, ptr %5 monotonic, align 8
  br label %273

56:                                               ; preds = %32, %174
  %57 = phi i64 [ %29, %32 ], [ %178, %174 ]
  %58 = phi ptr [ %5, %32 ], [ %177, %174 ]
  %59 = lshr i64 %57, %34
  %60 = trunc i64 %59 to i32
  %61 = and i64 %57, %37
  %62 = icmp eq i32 %39, %60
  br i1 %62, label %63, label %145

63:                                               ; preds = %56
  %64 = trunc i64 %61 to i32
  br i1 %9, label %65, label %70

65:                                               ; preds = %63
  %66 = add i32 %2, -1
  %67 = zext i32 %66 to i64
  %68 = getelementptr inbounds nuw i32, ptr %8, i64 %67
  %69 = load i32, ptr %68, align 4
  br label %70

70:                                               ; preds = %63, %65
  %71 = phi i32 [ %69, %65 ], [ %3, %63 ]
  %72 = sub nuw i32 %38, %40
  %73 = sub i32 %72, %21
  %74 = add i32 %73, 3
  %75 = shl nuw i32 1, %74
  %76 = icmp ult i32 %21, 64
  br i1 %76, label %77, label %83

77:                                               ; preds = %70
  %78 = load i64, ptr %1, align 8
  %79 = zext nneg i32 %72 to i64
  %80 = shl i64 %78, %79
  %81 = lshr i64 %80, 61
  %82 = trunc nuw nsw i64 %81 to i32
  br label %98

83:                                               ; preds = %70
  %84 = lshr i32 %72, 3
  %85 = zext nneg i32 %84 to i64
  %86 = getelementptr inbounds nuw i8, ptr %42, i64 %85
  %87 = load i8, ptr %86, align 1
  %88 = zext i8 %87 to i32
  %89 = shl nuw nsw i32 %88, 8
  %90 = getelementptr inbounds nuw i8, ptr %86, i64 1
  %91 = load i8, ptr %90, align 1
  %92 = zext i8 %91 to i32
  %93 = or disjoint i32 %89, %92
  %94 = and i32 %72, 7
  %95 = sub nuw nsw i32 13, %94
  %96 = lshr i32 %93, %95
  %97 = and i32 %96, 7
  br label %98

98:                                               ; preds = %83, %77
  %99 = phi i32 [ %82, %77 ], [ %97, %83 ]
  %100 = sub i32 0, %75
  %101 = and i32 %99, %100
  %102 = load i64, ptr %6, align 8
  %103 = inttoptr i64 %102 to ptr
  %104 = load i64, ptr %41, align 8
  %105 = inttoptr i64 %104 to ptr
  %106 = shl i64 %61, 6
  %107 = and i64 %106, 274877906880
  %108 = getelementptr inbounds nuw i8, ptr %105, i64 %107
  %109 = zext nneg i32 %101 to i64
  %110 = getelementptr inbounds nuw i64, ptr %108, i64 %109
  %111 = zext i32 %71 to i64
  br label %112

112:                                              ; preds = %141, %98
  %113 = phi ptr [ %110, %98 ], [ %143, %141 ]
  %114 = phi i32 [ %75, %98 ], [ %142, %141 ]
  %115 = load i64, ptr %113, align 8
  %116 = load i32, ptr %24, align 8
  %117 = zext nneg i32 %116 to i64
  %118 = lshr i64 %115, %117
  %119 = shl nsw i64 -1, %117
  %120 = xor i64 %119, -1
  %121 = and i64 %118, %120
  %122 = trunc i64 %121 to i32
  %123 = icmp eq i32 %2, %122
  br i1 %123, label %124, label %130

124:                                              ; preds = %112
  %125 = shl i64 %120, %117
  %126 = xor i64 %125, -1
  %127 = and i64 %115, %126
  %128 = shl i64 %111, %117
  %129 = or i64 %127, %128
  store atomic i64 %129, ptr %113 monotonic, align 8
  br label %141

130:                                              ; preds = %112, %130
  %131 = phi i32 [ %135, %130 ], [ %122, %112 ]
  %132 = add i32 %131, -1
  %133 = zext i32 %132 to i64
  %134 = getelementptr inbounds nuw i32, ptr %103, i64 %133
  %135 = load i32, ptr %134, align 4
  %136 = icmp eq i32 %135, %2
  %137 = icmp eq i32 %135, %71
  %138 = or i1 %136, %137
  br i1 %138, label %139, label %130, !llvm.loop !125

139:                                              ; preds = %130
  %140 = getelementptr inbounds nuw i32, ptr %103, i64 %133
  store atomic i32 %71, ptr %140 monotonic, align 4
  br label %141

141:                                              ; preds = %139, %124
  %142 = add i32 %114, -1
  %143 = getelementptr inbounds nuw i8, ptr %113, i64 8
  %144 = icmp eq i32 %142, 0
  br i1 %144, label %204, label %112, !llvm.loop !126

145:                                              ; preds = %56
  %146 = load i64, ptr %41, align 8
  %147 = inttoptr i64 %146 to ptr
  %148 = shl i64 %61, 6
  %149 = and i64 %148, 274877906880
  %150 = getelementptr inbounds nuw i8, ptr %147, i64 %149
  %151 = icmp ult i32 %60, 21
  %152 = mul i32 %60, 3
  br i1 %151, label %153, label %159

153:                                              ; preds = %145
  %154 = load i64, ptr %1, align 8
  %155 = zext nneg i32 %152 to i64
  %156 = shl i64 %154, %155
  %157 = lshr i64 %156, 61
  %158 = trunc nuw nsw i64 %157 to i32
  br label %174

159:                                              ; preds = %145
  %160 = lshr i32 %152, 3
  %161 = zext nneg i32 %160 to i64
  %162 = getelementptr inbounds nuw i8, ptr %42, i64 %161
  %163 = load i8, ptr %162, align 1
  %164 = zext i8 %163 to i32
  %165 = shl nuw nsw i32 %164, 8
  %166 = getelementptr inbounds nuw i8, ptr %162, i64 1
  %167 = load i8, ptr %166, align 1
  %168 = zext i8 %167 to i32
  %169 = or disjoint i32 %165, %168
  %170 = and i32 %152, 7
  %171 = sub nuw nsw i32 13, %170
  %172 = lshr i32 %169, %171
  %173 = and i32 %172, 7
  br label %174

174:                                              ; preds = %159, %153
  %175 = phi i32 [ %158, %153 ], [ %173, %159 ]
  %176 = zext nneg i32 %175 to i64
  %177 = getelementptr inbounds nuw i64, ptr %150, i64 %176
  %178 = load i64, ptr %177, align 8
  %179 = and i64 %28, %178
  %180 = icmp eq i64 %179, 0
  br i1 %180, label %56, label %181

181:                                              ; preds = %174
  %182 = trunc i64 %61 to i32
  %183 = icmp eq ptr %177, %58
  br i1 %183, label %204, label %184

184:                                              ; preds = %23, %181
  %185 = phi ptr [ %58, %181 ], [ null, %23 ]
  %186 = phi i32 [ %182, %181 ], [ 0, %23 ]
  %187 = phi ptr [ %177, %181 ], [ %5, %23 ]
  %188 = load i32, ptr %24, align 8
  %189 = shl i32 %188, 1
  %190 = zext nneg i32 %189 to i64
  %191 = shl nuw i64 1, %190
  %192 = zext i32 %3 to i64
  %193 = or i64 %191, %192
  %194 = select i1 %9, i64 0, i64 %193
  %195 = zext i32 %188 to i64
  %196 = shl nsw i64 -1, %195
  %197 = xor i64 %196, -1
  %198 = shl i64 %197, %195
  %199 = load i64, ptr %187, align 8
  %200 = and i64 %198, %199
  %201 = xor i64 %198, -1
  %202 = and i64 %194, %201
  %203 = or i64 %200, %202
  store atomic i64 %203, ptr %187 monotonic, align 8
  br label %204

204:                                              ; preds = %141, %184, %181
  %205 = phi ptr [ %58, %181 ], [ %185, %184 ], [ %58, %141 ]
  %206 = phi i32 [ %182, %181 ], [ %186, %184 ], [ %64, %141 ]
  %207 = icmp ne ptr %205, null
  %208 = and i1 %9, %207
  br i1 %208, label %209, label %273

209:                                              ; preds = %204
  %210 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %211 = load i64, ptr %210, align 8
  %212 = inttoptr i64 %211 to ptr
  %213 = zext i32 %206 to i64
  %214 = getelementptr inbounds nuw i8, ptr %212, i64 %213
  %215 = load i8, ptr %214, align 1
  %216 = add i8 %215, -1
  store i8 %216, ptr %214, align 1
  %217 = icmp eq i8 %216, 1
  br i1 %217, label %218, label %273

218:                                              ; preds = %209
  %219 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %220 = load i64, ptr %219, align 8
  %221 = inttoptr i64 %220 to ptr
  %222 = shl nuw nsw i64 %213, 6
  %223 = getelementptr inbounds nuw i8, ptr %221, i64 %222
  br label %224

224:                                              ; preds = %245, %218
  %225 = phi i64 [ 0, %218 ], [ %247, %245 ]
  %226 = phi i64 [ 0, %218 ], [ %246, %245 ]
  %227 = getelementptr inbounds nuw i64, ptr %223, i64 %225
  %228 = load i64, ptr %227, align 8
  %229 = load i32, ptr %24, align 8
  %230 = zext nneg i32 %229 to i64
  %231 = shl nsw i64 -1, %230
  %232 = and i64 %231, 4294967295
  %233 = xor i64 %232, 4294967295
  %234 = and i64 %233, %228
  %235 = icmp eq i64 %234, 0
  br i1 %235, label %236, label %245

236:                                              ; preds = %224
  %237 = lshr i64 %228, %230
  %238 = and i64 %233, %237
  %239 = icmp eq i64 %238, 0
  br i1 %239, label %245, label %240

240:                                              ; preds = %236
  %241 = shl i32 %229, 1
  %242 = zext nneg i32 %241 to i64
  %243 = shl nuw i64 1, %242
  %244 = or i64 %238, %243
  br label %245

245:                                              ; preds = %240, %236, %224
  %246 = phi i64 [ %226, %236 ], [ %244, %240 ], [ %228, %224 ]
  store atomic i64 0, ptr %227 monotonic, align 8
  %247 = add nuw nsw i64 %225, 1
  %248 = icmp eq i64 %247, 8
  br i1 %248, label %249, label %224, !llvm.loop !127

249:                                              ; preds = %245
  %250 = load i32, ptr %24, align 8
  %251 = zext i32 %250 to i64
  %252 = shl nsw i64 -1, %251
  %253 = xor i64 %252, -1
  %254 = shl i64 %253, %251
  %255 = load i64, ptr %205, align 8
  %256 = and i64 %254, %255
  %257 = xor i64 %254, -1
  %258 = and i64 %246, %257
  %259 = or i64 %256, %258
  store atomic i64 %259, ptr %205 monotonic, align 8
  %260 = getelementptr inbounds nuw i8, ptr %0, i64 188
  %261 = load i32, ptr %260, align 4
  %262 = zext i32 %261 to i64
  %263 = load i32, ptr %24, align 8
  %264 = zext i32 %263 to i64
  %265 = shl nsw i64 -1, %264
  %266 = xor i64 %265, -1
  %267 = shl i64 %266, %264
  %268 = load i64, ptr %223, align 8
  %269 = and i64 %267, %268
  %270 = xor i64 %267, -1
  %271 = and i64 %270, %262
  %272 = or i64 %269, %271
  store atomic i64 %272, ptr %223 monotonic, align 8
  store i32 %206, ptr %260, align 4
  br label %273

273:                                              ; preds = %204, %209, %249, %43
  ret void
}

; Function Attrs: noinline nounwind
define internal fastcc void @trie_add(ptr noundef captures(none) %0, ptr noundef nonnull readonly captures(none) %1, i32 noundef range(i32 1, 0) %2) unnamed_addr #1 {
  %4 = alloca %struct.prefix, align 8
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 168
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 184
  %7 = load i32, ptr %6, align 8
  %8 = zext nneg i32 %7 to i64
  %9 = shl nsw i64 -1, %8
  %10 = xor i64 %9, -1
  %11 = load i64, ptr %5, align 8
  %12 = and i64 %11, %10
  %13 = trunc i64 %12 to i32
  %14 = icmp eq i32 %13, 0
  br i1 %14, label %114, label %15

15:                                               ; preds = %3
  %16 = shl i32 %7, 1
  %17 = zext nneg i32 %16 to i64
  %18 = shl nuw i64 1, %17
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %20 = or disjoint i32 %16, 1
  %21 = zext nneg i32 %20 to i64
  %22 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %23 = and i64 %11, %18
  %24 = icmp eq i64 %23, 0
  br i1 %24, label %25, label %74

25:                                               ; preds = %15
  %26 = load i64, ptr %19, align 8
  %27 = inttoptr i64 %26 to ptr
  br label %31

28:                                               ; preds = %62
  %29 = and i64 %66, %18
  %30 = icmp eq i64 %29, 0
  br i1 %30, label %31, label %71, !llvm.loop !128

31:                                               ; preds = %25, %28
  %32 = phi i64 [ %11, %25 ], [ %66, %28 ]
  %33 = phi i64 [ %12, %25 ], [ %67, %28 ]
  %34 = shl i64 %33, 6
  %35 = and i64 %34, 274877906880
  %36 = getelementptr inbounds nuw i8, ptr %27, i64 %35
  %37 = lshr i64 %32, %21
  %38 = trunc i64 %37 to i32
  %39 = icmp ult i32 %38, 21
  %40 = mul i32 %38, 3
  br i1 %39, label %41, label %47

41:                                               ; preds = %31
  %42 = load i64, ptr %1, align 8
  %43 = zext nneg i32 %40 to i64
  %44 = shl i64 %42, %43
  %45 = lshr i64 %44, 61
  %46 = trunc nuw nsw i64 %45 to i32
  br label %62

47:                                               ; preds = %31
  %48 = lshr i32 %40, 3
  %49 = zext nneg i32 %48 to i64
  %50 = getelementptr inbounds nuw i8, ptr %22, i64 %49
  %51 = load i8, ptr %50, align 1
  %52 = zext i8 %51 to i32
  %53 = shl nuw nsw i32 %52, 8
  %54 = getelementptr inbounds nuw i8, ptr %50, i64 1
  %55 = load i8, ptr %54, align 1
  %56 = zext i8 %55 to i32
  %57 = or disjoint i32 %53, %56
  %58 = and i32 %40, 7
  %59 = sub nuw nsw i32 13, %58
  %60 = lshr i32 %57, %59
  %61 = and i32 %60, 7
  br label %62

62:                                               ; preds = %47, %41
  %63 = phi i32 [ %46, %41 ], [ %61, %47 ]
  %64 = zext nneg i32 %63 to i64
  %65 = getelementptr inbounds nuw i64, ptr %36, i64 %64
  %66 = load i64, ptr %65, align 8
  %67 = and i64 %66, %10
  %68 = trunc i64 %67 to i32
  %69 = icmp eq i32 %68, 0
  br i1 %69, label %70, label %28, !llvm.loop !128

70:                                               ; preds = %62
  br label %71, !llvm.loop !128

71:                                               ; preds = %28, %70
  %72 = and i64 %66, %18
  %73 = icmp eq i64 %72, 0
  br i1 %73, label %78, label %114

74:                                               ; preds = %15
  %75 = and i64 %11, %18
  %76 = icmp eq i64 %75, 0
  %77 = select i1 %76, i32 0, i32 %13
  br label %114

78:                                               ; preds = %71
  %79 = load i64, ptr %19, align 8
  %80 = inttoptr i64 %79 to ptr
  %81 = shl i64 %33, 6
  %82 = and i64 %81, 274877906880
  %83 = getelementptr inbounds nuw i8, ptr %80, i64 %82
  %84 = load i64, ptr %83, align 8
  %85 = lshr i64 %84, %8
  %86 = and i64 %85, %10
  %87 = trunc i64 %86 to i32
  %88 = icmp eq i32 %87, 0
  br i1 %88, label %89, label %114

89:                                               ; preds = %78, %98
  %90 = phi i64 [ %109, %98 ], [ %84, %78 ]
  %91 = phi i32 [ %106, %98 ], [ 0, %78 ]
  %92 = phi ptr [ %104, %98 ], [ %83, %78 ]
  %93 = and i64 %90, %18
  %94 = icmp eq i64 %93, 0
  %95 = and i64 %90, %10
  br i1 %94, label %98, label %96

96:                                               ; preds = %89
  %97 = trunc i64 %95 to i32
  br label %114

98:                                               ; preds = %89
  %99 = and i64 %95, 4294967295
  %100 = icmp eq i64 %99, 0
  %101 = shl i64 %95, 6
  %102 = and i64 %101, 274877906880
  %103 = getelementptr inbounds nuw i8, ptr %80, i64 %102
  %104 = select i1 %100, ptr %92, ptr %103
  %105 = add i32 %91, 1
  %106 = select i1 %100, i32 %105, i32 0
  %107 = zext i32 %106 to i64
  %108 = getelementptr inbounds nuw i64, ptr %104, i64 %107
  %109 = load i64, ptr %108, align 8
  %110 = lshr i64 %109, %8
  %111 = and i64 %110, %10
  %112 = trunc i64 %111 to i32
  %113 = icmp eq i32 %112, 0
  br i1 %113, label %89, label %114, !llvm.loop !129

114:                                              ; preds = %98, %74, %3, %71, %78, %96
  %115 = phi i32 [ %77, %74 ], [ %68, %71 ], [ %97, %96 ], [ %87, %78 ], [ 0, %3 ], [ %112, %98 ]
  %116 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %117 = load i32, ptr %116, align 8
  %118 = add i32 %117, -1
  %119 = udiv i32 %118, 3
  %120 = getelementptr inbounds nuw i8, ptr %0, i64 176
  %121 = load i64, ptr %120, align 8
  %122 = inttoptr i64 %121 to ptr
  %123 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %124 = load i64, ptr %123, align 8
  %125 = inttoptr i64 %124 to ptr
  %126 = add i32 %2, -1
  %127 = zext i32 %126 to i64
  %128 = getelementptr inbounds nuw i32, ptr %125, i64 %127
  store i32 0, ptr %128, align 4
  %129 = load i32, ptr %116, align 8
  %130 = icmp eq i32 %129, 0
  br i1 %130, label %131, label %143

131:                                              ; preds = %114
  %132 = load i64, ptr %5, align 8
  %133 = load i32, ptr %6, align 8
  %134 = zext i32 %133 to i64
  %135 = shl nsw i64 -1, %134
  %136 = xor i64 %135, -1
  %137 = shl i64 %136, %134
  %138 = xor i64 %137, -1
  %139 = and i64 %132, %138
  %140 = zext i32 %2 to i64
  %141 = shl i64 %140, %134
  %142 = or i64 %139, %141
  store atomic i64 %142, ptr %5 monotonic, align 8
  br label %392

143:                                              ; preds = %114
  %144 = icmp eq i32 %115, 0
  br i1 %144, label %168, label %145

145:                                              ; preds = %143
  %146 = tail call fastcc i32 @common_bits(ptr noundef nonnull %0, ptr noundef %1, i32 noundef %115) #29
  %147 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %148 = load i64, ptr %147, align 8
  %149 = inttoptr i64 %148 to ptr
  %150 = add i32 %115, -1
  %151 = zext i32 %150 to i64
  %152 = getelementptr inbounds nuw i8, ptr %0, i64 20
  %153 = load i32, ptr %152, align 4
  %154 = zext i32 %153 to i64
  %155 = mul nuw i64 %154, %151
  %156 = getelementptr inbounds nuw i8, ptr %149, i64 %155
  %157 = load i32, ptr %156, align 1
  %158 = icmp ult i32 %146, %157
  %159 = icmp ult i32 %146, %129
  %160 = and i1 %159, %158
  br i1 %160, label %161, label %163

161:                                              ; preds = %145
  %162 = udiv i32 %146, 3
  br label %168

163:                                              ; preds = %145
  %164 = icmp ult i32 %157, %129
  br i1 %164, label %165, label %168

165:                                              ; preds = %163
  %166 = add i32 %157, -1
  %167 = udiv i32 %166, 3
  br label %168

168:                                              ; preds = %161, %165, %163, %143
  %169 = phi i32 [ %119, %143 ], [ %162, %161 ], [ %167, %165 ], [ %119, %163 ]
  %170 = load i64, ptr %5, align 8
  %171 = load i32, ptr %6, align 8
  %172 = zext nneg i32 %171 to i64
  %173 = shl nsw i64 -1, %172
  %174 = xor i64 %173, -1
  %175 = and i64 %170, %174
  %176 = trunc i64 %175 to i32
  %177 = icmp eq i32 %176, 0
  br i1 %177, label %178, label %180

178:                                              ; preds = %168
  %179 = shl i32 %171, 1
  br label %370

180:                                              ; preds = %168
  %181 = getelementptr inbounds nuw i8, ptr %0, i64 188
  %182 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %183 = getelementptr inbounds nuw i8, ptr %0, i64 192
  %184 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %185 = add i32 %115, -1
  %186 = zext i32 %185 to i64
  %187 = getelementptr inbounds nuw i8, ptr %0, i64 20
  %188 = getelementptr inbounds nuw i8, ptr %4, i64 8
  %189 = icmp samesign ult i32 %169, 21
  %190 = mul nuw i32 %169, 3
  %191 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %192 = lshr i32 %190, 3
  %193 = zext nneg i32 %192 to i64
  %194 = getelementptr inbounds nuw i8, ptr %191, i64 %193
  %195 = getelementptr inbounds nuw i8, ptr %194, i64 1
  %196 = and i32 %190, 7
  %197 = sub nuw nsw i32 13, %196
  %198 = zext nneg i32 %190 to i64
  %199 = zext nneg i32 %169 to i64
  %200 = getelementptr inbounds nuw i8, ptr %1, i64 16
  br label %201

201:                                              ; preds = %180, %359
  %202 = phi i32 [ %171, %180 ], [ %322, %359 ]
  %203 = phi i32 [ %176, %180 ], [ %368, %359 ]
  %204 = phi i64 [ %174, %180 ], [ %366, %359 ]
  %205 = phi i64 [ %172, %180 ], [ %364, %359 ]
  %206 = phi i64 [ %170, %180 ], [ %363, %359 ]
  %207 = phi ptr [ %5, %180 ], [ %362, %359 ]
  %208 = shl i32 %202, 1
  %209 = or disjoint i32 %208, 1
  %210 = zext nneg i32 %209 to i64
  %211 = lshr i64 %206, %210
  %212 = trunc i64 %211 to i32
  %213 = zext nneg i32 %208 to i64
  %214 = shl nuw i64 1, %213
  %215 = and i64 %214, %206
  %216 = icmp ne i64 %215, 0
  %217 = icmp ult i32 %169, %212
  %218 = select i1 %216, i1 true, i1 %217
  br i1 %218, label %219, label %319

219:                                              ; preds = %201
  %220 = load i32, ptr %181, align 4
  %221 = icmp eq i32 %220, 0
  br i1 %221, label %222, label %225

222:                                              ; preds = %219
  %223 = load i32, ptr %183, align 8
  %224 = add i32 %223, 1
  store i32 %224, ptr %183, align 8
  br label %237

225:                                              ; preds = %219
  %226 = load i64, ptr %182, align 8
  %227 = inttoptr i64 %226 to ptr
  %228 = zext i32 %220 to i64
  %229 = shl nuw nsw i64 %228, 6
  %230 = getelementptr inbounds nuw i8, ptr %227, i64 %229
  %231 = load i64, ptr %230, align 8
  %232 = and i64 %231, %204
  %233 = trunc i64 %232 to i32
  store i32 %233, ptr %181, align 4
  %234 = shl i64 %204, %205
  %235 = load i64, ptr %230, align 8
  %236 = and i64 %235, %234
  store atomic i64 %236, ptr %230 monotonic, align 8
  br label %237

237:                                              ; preds = %225, %222
  %238 = phi i32 [ %220, %225 ], [ %224, %222 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #30
  %239 = load i64, ptr %207, align 8
  %240 = load i64, ptr %184, align 8
  %241 = load i32, ptr %187, align 4
  %242 = zext i32 %241 to i64
  %243 = mul nuw i64 %242, %186
  %244 = add nuw i64 %243, %240
  %245 = call fastcc i32 @read_prefix(ptr noundef nonnull %0, i64 noundef %244, ptr noundef %4, i32 noundef 1) #29
  %246 = load i32, ptr %6, align 8
  %247 = shl i32 %246, 1
  %248 = zext nneg i32 %247 to i64
  %249 = shl nuw i64 1, %248
  %250 = and i64 %249, %239
  %251 = icmp eq i64 %250, 0
  br i1 %251, label %259, label %252

252:                                              ; preds = %237
  %253 = load i32, ptr %188, align 8
  %254 = add i32 %253, -1
  %255 = udiv i32 %254, 3
  %256 = icmp eq i32 %255, %169
  br i1 %256, label %257, label %259

257:                                              ; preds = %252
  call fastcc void @cover(ptr noundef nonnull %0, i32 noundef %238, ptr noundef %4, i32 noundef %115) #29
  %258 = zext i32 %238 to i64
  br label %292

259:                                              ; preds = %252, %237
  %260 = load i64, ptr %182, align 8
  %261 = inttoptr i64 %260 to ptr
  %262 = zext i32 %238 to i64
  %263 = shl nuw nsw i64 %262, 6
  %264 = getelementptr inbounds nuw i8, ptr %261, i64 %263
  br i1 %189, label %265, label %270

265:                                              ; preds = %259
  %266 = load i64, ptr %4, align 8
  %267 = shl i64 %266, %198
  %268 = lshr i64 %267, 61
  %269 = trunc nuw nsw i64 %268 to i32
  br label %279

270:                                              ; preds = %259
  %271 = load i8, ptr %194, align 1
  %272 = zext i8 %271 to i32
  %273 = shl nuw nsw i32 %272, 8
  %274 = load i8, ptr %195, align 1
  %275 = zext i8 %274 to i32
  %276 = or disjoint i32 %273, %275
  %277 = lshr i32 %276, %197
  %278 = and i32 %277, 7
  br label %279

279:                                              ; preds = %270, %265
  %280 = phi i32 [ %269, %265 ], [ %278, %270 ]
  %281 = zext nneg i32 %280 to i64
  %282 = getelementptr inbounds nuw i64, ptr %264, i64 %281
  %283 = zext i32 %246 to i64
  %284 = shl nsw i64 -1, %283
  %285 = xor i64 %284, -1
  %286 = shl i64 %285, %283
  %287 = load i64, ptr %282, align 8
  %288 = and i64 %287, %286
  %289 = xor i64 %286, -1
  %290 = and i64 %239, %289
  %291 = or i64 %288, %290
  store atomic i64 %291, ptr %282 monotonic, align 8
  br label %292

292:                                              ; preds = %257, %279
  %293 = phi i64 [ %262, %279 ], [ %258, %257 ]
  %294 = load i64, ptr %120, align 8
  %295 = inttoptr i64 %294 to ptr
  %296 = getelementptr inbounds nuw i8, ptr %295, i64 %293
  store i8 1, ptr %296, align 1
  %297 = load i32, ptr %6, align 8
  %298 = shl i32 %297, 1
  %299 = or disjoint i32 %298, 1
  %300 = zext nneg i32 %299 to i64
  %301 = shl i64 %199, %300
  %302 = or i64 %301, %293
  %303 = zext i32 %297 to i64
  %304 = shl nsw i64 -1, %303
  %305 = xor i64 %304, -1
  %306 = shl i64 %305, %303
  %307 = load i64, ptr %207, align 8
  %308 = and i64 %306, %307
  %309 = xor i64 %306, -1
  %310 = and i64 %302, %309
  %311 = or i64 %310, %308
  store atomic i64 %311, ptr %207 monotonic, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #30
  %312 = load i64, ptr %207, align 8
  %313 = load i32, ptr %6, align 8
  %314 = shl i32 %313, 1
  %315 = or disjoint i32 %314, 1
  %316 = zext nneg i32 %315 to i64
  %317 = lshr i64 %312, %316
  %318 = trunc i64 %317 to i32
  br label %319

319:                                              ; preds = %201, %292
  %320 = phi i32 [ %212, %201 ], [ %318, %292 ]
  %321 = phi i32 [ %208, %201 ], [ %314, %292 ]
  %322 = phi i32 [ %202, %201 ], [ %313, %292 ]
  %323 = phi i32 [ %203, %201 ], [ %238, %292 ]
  %324 = icmp eq i32 %119, %320
  br i1 %324, label %325, label %330

325:                                              ; preds = %319
  call fastcc void @cover(ptr noundef nonnull %0, i32 noundef %323, ptr noundef %1, i32 noundef %2) #29
  %326 = zext i32 %323 to i64
  %327 = getelementptr inbounds nuw i8, ptr %122, i64 %326
  %328 = load i8, ptr %327, align 1
  %329 = add i8 %328, 1
  store i8 %329, ptr %327, align 1
  br label %392

330:                                              ; preds = %319
  %331 = load i64, ptr %182, align 8
  %332 = inttoptr i64 %331 to ptr
  %333 = zext i32 %323 to i64
  %334 = shl nuw nsw i64 %333, 6
  %335 = getelementptr inbounds nuw i8, ptr %332, i64 %334
  %336 = icmp ult i32 %320, 21
  %337 = mul i32 %320, 3
  br i1 %336, label %338, label %344

338:                                              ; preds = %330
  %339 = load i64, ptr %1, align 8
  %340 = zext nneg i32 %337 to i64
  %341 = shl i64 %339, %340
  %342 = lshr i64 %341, 61
  %343 = trunc nuw nsw i64 %342 to i32
  br label %359

344:                                              ; preds = %330
  %345 = lshr i32 %337, 3
  %346 = zext nneg i32 %345 to i64
  %347 = getelementptr inbounds nuw i8, ptr %200, i64 %346
  %348 = load i8, ptr %347, align 1
  %349 = zext i8 %348 to i32
  %350 = shl nuw nsw i32 %349, 8
  %351 = getelementptr inbounds nuw i8, ptr %347, i64 1
  %352 = load i8, ptr %351, align 1
  %353 = zext i8 %352 to i32
  %354 = or disjoint i32 %350, %353
  %355 = and i32 %337, 7
  %356 = sub nuw nsw i32 13, %355
  %357 = lshr i32 %354, %356
  %358 = and i32 %357, 7
  br label %359

359:                                              ; preds = %344, %338
  %360 = phi i32 [ %343, %338 ], [ %358, %344 ]
  %361 = zext nneg i32 %360 to i64
  %362 = getelementptr inbounds nuw i64, ptr %335, i64 %361
  %363 = load i64, ptr %362, align 8
  %364 = zext nneg i32 %322 to i64
  %365 = shl nsw i64 -1, %364
  %366 = xor i64 %365, -1
  %367 = and i64 %363, %366
  %368 = trunc i64 %367 to i32
  %369 = icmp eq i32 %368, 0
  br i1 %369, label %370, label %201

370:                                              ; preds = %359, %178
  %371 = phi i32 [ %179, %178 ], [ %321, %359 ]
  %372 = phi ptr [ %5, %178 ], [ %362, %359 ]
  %373 = phi i32 [ 0, %178 ], [ %323, %359 ]
  %374 = phi i64 [ %170, %178 ], [ %363, %359 ]
  %375 = phi i64 [ %172, %178 ], [ %364, %359 ]
  %376 = phi i64 [ %174, %178 ], [ %366, %359 ]
  %377 = zext nneg i32 %371 to i64
  %378 = shl nuw i64 1, %377
  %379 = zext i32 %2 to i64
  %380 = or i64 %378, %379
  %381 = shl i64 %376, %375
  %382 = and i64 %381, %374
  %383 = xor i64 %381, -1
  %384 = and i64 %380, %383
  %385 = or i64 %384, %382
  store atomic i64 %385, ptr %372 monotonic, align 8
  %386 = icmp ne i32 %373, 0
  %387 = zext i1 %386 to i8
  %388 = zext i32 %373 to i64
  %389 = getelementptr inbounds nuw i8, ptr %122, i64 %388
  %390 = load i8, ptr %389, align 1
  %391 = add i8 %390, %387
  store i8 %391, ptr %389, align 1
  br label %392

392:                                              ; preds = %325, %370, %131
  ret void
}

; Function Attrs: nofree noinline norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none)
define internal fastcc void @cover(ptr noundef readonly captures(none) %0, i32 noundef %1, ptr noundef nonnull readonly captures(none) %2, i32 noundef %3) unnamed_addr #23 {
  %5 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %6 = load i32, ptr %5, align 8
  %7 = freeze i32 %6
  %8 = add i32 %7, -1
  %9 = urem i32 %8, 3
  %10 = sub nuw i32 %8, %9
  %11 = sub i32 %10, %7
  %12 = add i32 %11, 3
  %13 = shl nuw i32 1, %12
  %14 = icmp ult i32 %8, 63
  br i1 %14, label %15, label %21

15:                                               ; preds = %4
  %16 = load i64, ptr %2, align 8
  %17 = zext nneg i32 %10 to i64
  %18 = shl i64 %16, %17
  %19 = lshr i64 %18, 61
  %20 = trunc nuw nsw i64 %19 to i32
  br label %37

21:                                               ; preds = %4
  %22 = getelementptr inbounds nuw i8, ptr %2, i64 16
  %23 = lshr i32 %10, 3
  %24 = zext nneg i32 %23 to i64
  %25 = getelementptr inbounds nuw i8, ptr %22, i64 %24
  %26 = load i8, ptr %25, align 1
  %27 = zext i8 %26 to i32
  %28 = shl nuw nsw i32 %27, 8
  %29 = getelementptr inbounds nuw i8, ptr %25, i64 1
  %30 = load i8, ptr %29, align 1
  %31 = zext i8 %30 to i32
  %32 = or disjoint i32 %28, %31
  %33 = and i32 %10, 7
  %34 = sub nuw nsw i32 13, %33
  %35 = lshr i32 %32, %34
  %36 = and i32 %35, 7
  br label %37

37:                                               ; preds = %15, %21
  %38 = phi i32 [ %20, %15 ], [ %36, %21 ]
  %39 = sub i32 0, %13
  %40 = and i32 %38, %39
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %42 = load i64, ptr %41, align 8
  %43 = inttoptr i64 %42 to ptr
  %44 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %45 = load i64, ptr %44, align 8
  %46 = inttoptr i64 %45 to ptr
  %47 = zext i32 %1 to i64
  %48 = shl nuw nsw i64 %47, 6
  %49 = getelementptr inbounds nuw i8, ptr %46, i64 %48
  %50 = zext nneg i32 %40 to i64
  %51 = getelementptr inbounds nuw i64, ptr %49, i64 %50
  %52 = load i64, ptr %51, align 8
  %53 = getelementptr inbounds nuw i8, ptr %0, i64 184
  %54 = load i32, ptr %53, align 8
  %55 = zext nneg i32 %54 to i64
  %56 = lshr i64 %52, %55
  %57 = shl nsw i64 -1, %55
  %58 = xor i64 %57, -1
  %59 = and i64 %56, %58
  %60 = trunc i64 %59 to i32
  %61 = icmp eq i32 %60, 0
  br i1 %61, label %81, label %62

62:                                               ; preds = %37
  %63 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %64 = load i64, ptr %63, align 8
  %65 = inttoptr i64 %64 to ptr
  %66 = getelementptr inbounds nuw i8, ptr %0, i64 20
  %67 = load i32, ptr %66, align 4
  %68 = zext i32 %67 to i64
  br label %69

69:                                               ; preds = %62, %77
  %70 = phi i32 [ %60, %62 ], [ %79, %77 ]
  %71 = add i32 %70, -1
  %72 = zext i32 %71 to i64
  %73 = mul nuw i64 %68, %72
  %74 = getelementptr inbounds nuw i8, ptr %65, i64 %73
  %75 = load i32, ptr %74, align 1
  %76 = icmp ugt i32 %75, %7
  br i1 %76, label %77, label %81

77:                                               ; preds = %69
  %78 = getelementptr inbounds nuw i32, ptr %43, i64 %72
  %79 = load i32, ptr %78, align 4
  %80 = icmp eq i32 %79, 0
  br i1 %80, label %81, label %69, !llvm.loop !130

81:                                               ; preds = %69, %77, %37
  %82 = phi i32 [ 0, %37 ], [ 0, %77 ], [ %70, %69 ]
  %83 = add i32 %3, -1
  %84 = zext i32 %83 to i64
  %85 = getelementptr inbounds nuw i32, ptr %43, i64 %84
  store atomic i32 %82, ptr %85 monotonic, align 4
  %86 = zext i32 %3 to i64
  br label %87

87:                                               ; preds = %81, %116
  %88 = phi ptr [ %51, %81 ], [ %118, %116 ]
  %89 = phi i32 [ %13, %81 ], [ %117, %116 ]
  %90 = load i64, ptr %88, align 8
  %91 = load i32, ptr %53, align 8
  %92 = zext nneg i32 %91 to i64
  %93 = lshr i64 %90, %92
  %94 = shl nsw i64 -1, %92
  %95 = xor i64 %94, -1
  %96 = and i64 %93, %95
  %97 = trunc i64 %96 to i32
  %98 = icmp eq i32 %82, %97
  br i1 %98, label %99, label %105

99:                                               ; preds = %87
  %100 = shl i64 %95, %92
  %101 = xor i64 %100, -1
  %102 = and i64 %90, %101
  %103 = shl i64 %86, %92
  %104 = or i64 %102, %103
  store atomic i64 %104, ptr %88 monotonic, align 8
  br label %116

105:                                              ; preds = %87, %105
  %106 = phi i32 [ %110, %105 ], [ %97, %87 ]
  %107 = add i32 %106, -1
  %108 = zext i32 %107 to i64
  %109 = getelementptr inbounds nuw i32, ptr %43, i64 %108
  %110 = load i32, ptr %109, align 4
  %111 = icmp eq i32 %110, %82
  %112 = icmp eq i32 %110, %3
  %113 = or i1 %111, %112
  br i1 %113, label %114, label %105, !llvm.loop !131

114:                                              ; preds = %105
  %115 = getelementptr inbounds nuw i32, ptr %43, i64 %108
  store atomic i32 %3, ptr %115 monotonic, align 4
  br label %116

116:                                              ; preds = %114, %99
  %117 = add i32 %89, -1
  %118 = getelementptr inbounds nuw i8, ptr %88, i64 8
  %119 = icmp eq i32 %117, 0
  br i1 %119, label %120, label %87, !llvm.loop !132

120:                                              ; preds = %116
  ret void
}

; Function Attrs: noinline nounwind
define internal fastcc void @copy_many(ptr noundef %0, i64 noundef %1, i64 noundef %2, i64 noundef range(i64 262145, 0) %3) unnamed_addr #1 {
  %5 = sub i64 %1, %2
  %6 = icmp ult i64 %5, %3
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 12
  %9 = icmp eq ptr %0, null
  br i1 %6, label %31, label %10

10:                                               ; preds = %4, %22
  %11 = phi i64 [ %29, %22 ], [ 0, %4 ]
  %12 = icmp eq i64 %11, 0
  %13 = or i1 %9, %12
  br i1 %13, label %22, label %14

14:                                               ; preds = %10
  %15 = load i32, ptr %7, align 8
  %16 = icmp eq i32 %15, 0
  br i1 %16, label %17, label %51

17:                                               ; preds = %14
  %18 = load i32, ptr %8, align 4
  %19 = and i32 %18, 1048575
  %20 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %19) #29
  %21 = icmp eq i64 %20, 0
  br i1 %21, label %51, label %22

22:                                               ; preds = %10, %17
  %23 = add i64 %11, %1
  %24 = inttoptr i64 %23 to ptr
  %25 = add i64 %11, %2
  %26 = inttoptr i64 %25 to ptr
  %27 = sub i64 %3, %11
  %28 = tail call i64 @llvm.umin.i64(i64 %27, i64 262144)
  tail call void @llvm.memmove.p0.p0.i64(ptr align 1 %24, ptr align 1 %26, i64 %28, i1 false)
  %29 = add i64 %11, 262144
  %30 = icmp ult i64 %29, %3
  br i1 %30, label %10, label %51, !llvm.loop !133

31:                                               ; preds = %4, %43
  %32 = phi i64 [ %45, %43 ], [ %3, %4 ]
  %33 = icmp eq i64 %32, %3
  %34 = or i1 %9, %33
  br i1 %34, label %43, label %35

35:                                               ; preds = %31
  %36 = load i32, ptr %7, align 8
  %37 = icmp eq i32 %36, 0
  br i1 %37, label %38, label %51

38:                                               ; preds = %35
  %39 = load i32, ptr %8, align 4
  %40 = and i32 %39, 1048575
  %41 = tail call fastcc i64 @goes_on(ptr noundef nonnull %0, i32 noundef %40) #29
  %42 = icmp eq i64 %41, 0
  br i1 %42, label %51, label %43

43:                                               ; preds = %31, %38
  %44 = tail call i64 @llvm.umin.i64(i64 %32, i64 262144)
  %45 = sub i64 %32, %44
  %46 = add i64 %45, %1
  %47 = inttoptr i64 %46 to ptr
  %48 = add i64 %45, %2
  %49 = inttoptr i64 %48 to ptr
  tail call void @llvm.memmove.p0.p0.i64(ptr noundef nonnull align 1 dereferenceable(1) %47, ptr noundef nonnull align 1 dereferenceable(1) %49, i64 %44, i1 false)
  %50 = icmp eq i64 %45, 0
  br i1 %50, label %51, label %31, !llvm.loop !134

51:                                               ; preds = %14, %17, %22, %35, %38, %43
  ret void
}

declare i32 @clock_gettime(i32 noundef, ptr noundef) local_unnamed_addr #8

; Function Attrs: nounwind
define internal fastcc range(i64 -28, 1) i64 @put_string(ptr noundef %0, ptr noundef nonnull captures(none) %1, ptr noundef nonnull readonly captures(none) %2, ptr noundef nonnull captures(none) %3, i64 noundef %4) unnamed_addr #0 {
  %6 = getelementptr inbounds nuw i8, ptr %3, i64 512
  %7 = load i32, ptr %6, align 4
  %8 = zext i32 %7 to i64
  %9 = getelementptr inbounds nuw i8, ptr %3, i64 %8
  %10 = getelementptr inbounds nuw i8, ptr %3, i64 520
  %11 = load i32, ptr %10, align 4
  %12 = icmp eq i32 %11, 0
  br i1 %12, label %13, label %61

13:                                               ; preds = %5
  %14 = icmp eq i32 %7, 512
  br i1 %14, label %74, label %15

15:                                               ; preds = %13
  %16 = sub i32 511, %7
  %17 = icmp eq i32 %7, 511
  br i1 %17, label %49, label %18

18:                                               ; preds = %15
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %21 = zext i32 %16 to i64
  br label %22

22:                                               ; preds = %18, %38
  %23 = phi i64 [ 0, %18 ], [ %39, %38 ]
  %24 = add i64 %4, %23
  %25 = load i64, ptr %19, align 8
  %26 = load i64, ptr %20, align 8
  %27 = icmp ult i64 %24, %25
  %28 = icmp uge i64 %24, %26
  %29 = or i1 %27, %28
  br i1 %29, label %30, label %33

30:                                               ; preds = %22
  %31 = tail call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %24, i64 noundef 1, i32 noundef 0) #29
  %32 = icmp eq i32 %31, 0
  br i1 %32, label %43, label %33

33:                                               ; preds = %22, %30
  %34 = inttoptr i64 %24 to ptr
  %35 = load atomic i8, ptr %34 monotonic, align 1
  %36 = getelementptr inbounds nuw i8, ptr %9, i64 %23
  store i8 %35, ptr %36, align 1
  %37 = icmp eq i8 %35, 0
  br i1 %37, label %41, label %38

38:                                               ; preds = %33
  %39 = add nuw nsw i64 %23, 1
  %40 = icmp eq i64 %39, %21
  br i1 %40, label %43, label %22, !llvm.loop !135

41:                                               ; preds = %33
  %42 = trunc nuw i64 %23 to i32
  br label %43

43:                                               ; preds = %30, %38, %41
  %44 = phi i32 [ %42, %41 ], [ %16, %38 ], [ 0, %30 ]
  %45 = load i32, ptr %6, align 4
  %46 = load i32, ptr %10, align 4
  %47 = add i32 %44, 1
  %48 = icmp eq i32 %46, 0
  br i1 %48, label %49, label %61

49:                                               ; preds = %15, %43
  %50 = phi i32 [ %47, %43 ], [ 1, %15 ]
  %51 = phi i32 [ %45, %43 ], [ 511, %15 ]
  %52 = add i32 %51, %50
  %53 = icmp ugt i32 %52, 512
  br i1 %53, label %61, label %54

54:                                               ; preds = %49
  store i32 %52, ptr %6, align 4
  %55 = getelementptr inbounds nuw i8, ptr %3, i64 524
  %56 = getelementptr inbounds nuw i8, ptr %3, i64 516
  %57 = load i32, ptr %56, align 4
  %58 = zext i32 %57 to i64
  %59 = getelementptr inbounds nuw %struct.anon, ptr %55, i64 %58
  store i32 %51, ptr %59, align 4
  %60 = getelementptr inbounds nuw i8, ptr %59, i64 4
  store i32 %50, ptr %60, align 4
  br label %61

61:                                               ; preds = %54, %49, %43, %5
  %62 = getelementptr inbounds nuw i8, ptr %3, i64 524
  %63 = getelementptr inbounds nuw i8, ptr %3, i64 516
  %64 = load i32, ptr %63, align 4
  %65 = zext i32 %64 to i64
  %66 = getelementptr inbounds nuw %struct.anon, ptr %62, i64 %65
  %67 = load i32, ptr %66, align 4
  %68 = zext i32 %67 to i64
  %69 = getelementptr inbounds nuw i8, ptr %3, i64 %68
  %70 = getelementptr inbounds nuw i8, ptr %66, i64 4
  %71 = load i32, ptr %70, align 4
  %72 = add i32 %71, -1
  %73 = zext i32 %72 to i64
  tail call fastcc void @put_text(ptr noundef %1, ptr noundef %2, ptr noundef %69, i64 noundef %73) #29
  br label %74

74:                                               ; preds = %13, %61
  %75 = phi i64 [ 0, %61 ], [ -28, %13 ]
  ret i64 %75
}

; Function Attrs: nounwind
define internal fastcc void @put_text(ptr noundef nonnull captures(none) %0, ptr noundef nonnull readonly captures(none) %1, ptr noundef nonnull readonly captures(none) %2, i64 noundef %3) unnamed_addr #0 {
  %5 = load i32, ptr %1, align 4
  %6 = icmp eq i32 %5, 0
  br i1 %6, label %7, label %32

7:                                                ; preds = %4
  %8 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %9 = load i32, ptr %8, align 4
  %10 = zext i32 %9 to i64
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %12 = load i64, ptr %11, align 8
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %14 = load i64, ptr %13, align 8
  %15 = tail call i64 @llvm.usub.sat.i64(i64 %14, i64 %12)
  %16 = icmp ult i64 %3, %10
  br i1 %16, label %17, label %32

17:                                               ; preds = %7
  %18 = icmp ugt i64 %14, %12
  br i1 %18, label %21, label %19

19:                                               ; preds = %17
  %20 = sub nsw i64 %10, %3
  br label %28

21:                                               ; preds = %17
  %22 = load ptr, ptr %0, align 8
  %23 = getelementptr inbounds nuw i8, ptr %22, i64 %12
  %24 = sub nsw i64 %10, %3
  %25 = tail call i64 @llvm.umin.i64(i64 %24, i64 %15)
  %26 = tail call ptr @memset(ptr noundef %23, i32 noundef 32, i64 noundef %25) #31
  %27 = load i64, ptr %11, align 8
  br label %28

28:                                               ; preds = %21, %19
  %29 = phi i64 [ %20, %19 ], [ %24, %21 ]
  %30 = phi i64 [ %12, %19 ], [ %27, %21 ]
  %31 = add i64 %30, %29
  store i64 %31, ptr %11, align 8
  br label %32

32:                                               ; preds = %28, %7, %4
  %33 = icmp eq i64 %3, 0
  br i1 %33, label %38, label %34

34:                                               ; preds = %32
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %37 = load i64, ptr %35, align 8
  br label %41

38:                                               ; preds = %52, %32
  %39 = load i32, ptr %1, align 4
  %40 = icmp eq i32 %39, 0
  br i1 %40, label %82, label %57

41:                                               ; preds = %34, %52
  %42 = phi i64 [ %37, %34 ], [ %54, %52 ]
  %43 = phi i64 [ 0, %34 ], [ %55, %52 ]
  %44 = load i64, ptr %36, align 8
  %45 = icmp ult i64 %42, %44
  br i1 %45, label %46, label %52

46:                                               ; preds = %41
  %47 = getelementptr inbounds nuw i8, ptr %2, i64 %43
  %48 = load i8, ptr %47, align 1
  %49 = load ptr, ptr %0, align 8
  %50 = getelementptr inbounds nuw i8, ptr %49, i64 %42
  store i8 %48, ptr %50, align 1
  %51 = load i64, ptr %35, align 8
  br label %52

52:                                               ; preds = %41, %46
  %53 = phi i64 [ %51, %46 ], [ %42, %41 ]
  %54 = add i64 %53, 1
  store i64 %54, ptr %35, align 8
  %55 = add nuw i64 %43, 1
  %56 = icmp eq i64 %55, %3
  br i1 %56, label %38, label %41, !llvm.loop !136

57:                                               ; preds = %38
  %58 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %59 = load i32, ptr %58, align 4
  %60 = zext i32 %59 to i64
  %61 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %62 = load i64, ptr %61, align 8
  %63 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %64 = load i64, ptr %63, align 8
  %65 = tail call i64 @llvm.usub.sat.i64(i64 %64, i64 %62)
  %66 = icmp ult i64 %3, %60
  br i1 %66, label %67, label %82

67:                                               ; preds = %57
  %68 = icmp ugt i64 %64, %62
  br i1 %68, label %71, label %69

69:                                               ; preds = %67
  %70 = sub nsw i64 %60, %3
  br label %78

71:                                               ; preds = %67
  %72 = load ptr, ptr %0, align 8
  %73 = getelementptr inbounds nuw i8, ptr %72, i64 %62
  %74 = sub nsw i64 %60, %3
  %75 = tail call i64 @llvm.umin.i64(i64 %74, i64 %65)
  %76 = tail call ptr @memset(ptr noundef %73, i32 noundef 32, i64 noundef %75) #31
  %77 = load i64, ptr %61, align 8
  br label %78

78:                                               ; preds = %71, %69
  %79 = phi i64 [ %70, %69 ], [ %74, %71 ]
  %80 = phi i64 [ %62, %69 ], [ %77, %71 ]
  %81 = add i64 %80, %79
  store i64 %81, ptr %61, align 8
  br label %82

82:                                               ; preds = %78, %57, %38
  ret void
}

; Function Attrs: nounwind
define internal fastcc range(i64 -28, 1) i64 @put_ip(ptr noundef %0, ptr noundef nonnull captures(none) %1, ptr noundef nonnull readonly captures(none) %2, ptr noundef nonnull %3, i8 noundef zeroext %4, i8 noundef zeroext %5, i64 noundef %6) unnamed_addr #0 {
  %8 = alloca %struct.field, align 4
  %9 = alloca [16 x i8], align 16
  %10 = alloca [48 x i8], align 16
  %11 = alloca %struct.text, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %9) #30
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 16 dereferenceable(16) %9, i8 0, i64 16, i1 false)
  call void @llvm.lifetime.start.p0(ptr nonnull %10) #30
  %12 = icmp eq i8 %5, 52
  %13 = select i1 %12, i64 4, i64 16
  call void @llvm.lifetime.start.p0(ptr nonnull %11) #30
  store ptr %10, ptr %11, align 8
  %14 = getelementptr inbounds nuw i8, ptr %11, i64 8
  store i64 48, ptr %14, align 8
  %15 = getelementptr inbounds nuw i8, ptr %11, i64 16
  store i64 0, ptr %15, align 8
  %16 = getelementptr inbounds nuw i8, ptr %3, i64 520
  %17 = load i32, ptr %16, align 4
  %18 = icmp eq i32 %17, 0
  br i1 %18, label %19, label %127

19:                                               ; preds = %7
  %20 = getelementptr inbounds nuw i8, ptr %3, i64 512
  %21 = load i32, ptr %20, align 4
  %22 = sub i32 512, %21
  %23 = zext i32 %22 to i64
  %24 = icmp samesign ugt i64 %13, %23
  br i1 %24, label %140, label %25

25:                                               ; preds = %19
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 80
  %27 = load i64, ptr %26, align 8
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 88
  %29 = load i64, ptr %28, align 8
  %30 = icmp ult i64 %6, %27
  %31 = icmp ugt i64 %6, %29
  %32 = or i1 %30, %31
  %33 = sub nuw i64 %29, %6
  %34 = icmp ugt i64 %13, %33
  %35 = select i1 %32, i1 true, i1 %34
  br i1 %35, label %36, label %39

36:                                               ; preds = %25
  %37 = call fastcc i32 @allowed_behind(ptr noundef nonnull %0, i64 noundef %6, i64 noundef range(i64 1, 0) %13, i32 noundef 0) #29
  %38 = icmp eq i32 %37, 0
  br i1 %38, label %42, label %39

39:                                               ; preds = %25, %36
  %40 = inttoptr i64 %6 to ptr
  %41 = call ptr @memcpy(ptr noundef nonnull %9, ptr noundef %40, i64 noundef %13) #31
  br label %42

42:                                               ; preds = %39, %36
  %43 = icmp eq i8 %4, 105
  br i1 %12, label %44, label %69

44:                                               ; preds = %42
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #30
  store i32 0, ptr %8, align 4
  %45 = getelementptr inbounds nuw i8, ptr %8, i64 4
  store i32 0, ptr %45, align 4
  %46 = getelementptr inbounds nuw i8, ptr %8, i64 8
  store i32 0, ptr %46, align 4
  %47 = getelementptr inbounds nuw i8, ptr %8, i64 12
  store i32 1, ptr %47, align 4
  %48 = getelementptr inbounds nuw i8, ptr %8, i64 16
  %49 = select i1 %43, i32 3, i32 0
  store i32 %49, ptr %48, align 4
  br label %50

50:                                               ; preds = %62, %44
  %51 = phi i64 [ 0, %44 ], [ %66, %62 ]
  %52 = icmp eq i64 %51, 0
  br i1 %52, label %62, label %53

53:                                               ; preds = %50
  %54 = load i64, ptr %15, align 8
  %55 = load i64, ptr %14, align 8
  %56 = icmp ult i64 %54, %55
  br i1 %56, label %57, label %60

57:                                               ; preds = %53
  %58 = load ptr, ptr %11, align 8
  %59 = getelementptr inbounds nuw i8, ptr %58, i64 %54
  store i8 46, ptr %59, align 1
  br label %60

60:                                               ; preds = %57, %53
  %61 = add i64 %54, 1
  store i64 %61, ptr %15, align 8
  br label %62

62:                                               ; preds = %60, %50
  %63 = getelementptr inbounds nuw i8, ptr %9, i64 %51
  %64 = load i8, ptr %63, align 1
  %65 = zext i8 %64 to i64
  call fastcc void @put_number(ptr noundef nonnull %11, ptr noundef %8, i64 noundef %65, i32 noundef 10, i8 noundef zeroext 0, i8 noundef zeroext 0) #29
  %66 = add nuw nsw i64 %51, 1
  %67 = icmp eq i64 %66, 4
  br i1 %67, label %68, label %50, !llvm.loop !137

68:                                               ; preds = %62
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #30
  br label %94

69:                                               ; preds = %42, %82
  %70 = phi i64 [ %92, %82 ], [ 0, %42 ]
  %71 = icmp eq i64 %70, 0
  %72 = or i1 %43, %71
  br i1 %72, label %82, label %73

73:                                               ; preds = %69
  %74 = load i64, ptr %15, align 8
  %75 = load i64, ptr %14, align 8
  %76 = icmp ult i64 %74, %75
  br i1 %76, label %77, label %80

77:                                               ; preds = %73
  %78 = load ptr, ptr %11, align 8
  %79 = getelementptr inbounds nuw i8, ptr %78, i64 %74
  store i8 58, ptr %79, align 1
  br label %80

80:                                               ; preds = %77, %73
  %81 = add i64 %74, 1
  store i64 %81, ptr %15, align 8
  br label %82

82:                                               ; preds = %80, %69
  %83 = shl nuw nsw i64 %70, 1
  %84 = getelementptr inbounds nuw i8, ptr %9, i64 %83
  %85 = load i8, ptr %84, align 2
  %86 = zext i8 %85 to i64
  %87 = shl nuw nsw i64 %86, 8
  %88 = getelementptr inbounds nuw i8, ptr %84, i64 1
  %89 = load i8, ptr %88, align 1
  %90 = zext i8 %89 to i64
  %91 = or disjoint i64 %87, %90
  call fastcc void @put_number(ptr noundef nonnull %11, ptr noundef @__const.put_v6.field, i64 noundef %91, i32 noundef 16, i8 noundef zeroext 97, i8 noundef zeroext 0) #29
  %92 = add nuw nsw i64 %70, 1
  %93 = icmp eq i64 %92, 8
  br i1 %93, label %94, label %69, !llvm.loop !138

94:                                               ; preds = %82, %68
  %95 = load i64, ptr %15, align 8
  %96 = load i32, ptr %20, align 4
  %97 = sub i32 512, %96
  %98 = zext i32 %97 to i64
  %99 = icmp ult i64 %95, %98
  %100 = sub i32 511, %96
  %101 = zext i32 %100 to i64
  %102 = select i1 %99, i64 %95, i64 %101
  %103 = trunc nuw i64 %102 to i32
  %104 = add i32 %103, 1
  %105 = load i32, ptr %16, align 4
  %106 = icmp eq i32 %105, 0
  br i1 %106, label %107, label %117

107:                                              ; preds = %94
  %108 = add i32 %104, %96
  %109 = icmp ugt i32 %108, 512
  br i1 %109, label %117, label %110

110:                                              ; preds = %107
  store i32 %108, ptr %20, align 4
  %111 = getelementptr inbounds nuw i8, ptr %3, i64 524
  %112 = getelementptr inbounds nuw i8, ptr %3, i64 516
  %113 = load i32, ptr %112, align 4
  %114 = zext i32 %113 to i64
  %115 = getelementptr inbounds nuw %struct.anon, ptr %111, i64 %114
  store i32 %96, ptr %115, align 4
  %116 = getelementptr inbounds nuw i8, ptr %115, i64 4
  store i32 %104, ptr %116, align 4
  br label %117

117:                                              ; preds = %94, %107, %110
  %118 = getelementptr inbounds nuw i8, ptr %3, i64 524
  %119 = getelementptr inbounds nuw i8, ptr %3, i64 516
  %120 = load i32, ptr %119, align 4
  %121 = zext i32 %120 to i64
  %122 = getelementptr inbounds nuw %struct.anon, ptr %118, i64 %121
  %123 = load i32, ptr %122, align 4
  %124 = zext i32 %123 to i64
  %125 = getelementptr inbounds nuw i8, ptr %3, i64 %124
  %126 = call ptr @memcpy(ptr noundef nonnull %125, ptr noundef nonnull %10, i64 noundef %102) #31
  br label %127

127:                                              ; preds = %117, %7
  %128 = getelementptr inbounds nuw i8, ptr %3, i64 524
  %129 = getelementptr inbounds nuw i8, ptr %3, i64 516
  %130 = load i32, ptr %129, align 4
  %131 = zext i32 %130 to i64
  %132 = getelementptr inbounds nuw %struct.anon, ptr %128, i64 %131
  %133 = load i32, ptr %132, align 4
  %134 = zext i32 %133 to i64
  %135 = getelementptr inbounds nuw i8, ptr %3, i64 %134
  %136 = getelementptr inbounds nuw i8, ptr %132, i64 4
  %137 = load i32, ptr %136, align 4
  %138 = add i32 %137, -1
  %139 = zext i32 %138 to i64
  call fastcc void @put_text(ptr noundef %1, ptr noundef %2, ptr noundef %135, i64 noundef %139) #29
  br label %140

140:                                              ; preds = %19, %127
  %141 = phi i64 [ 0, %127 ], [ -28, %19 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %11) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %10) #30
  call void @llvm.lifetime.end.p0(ptr nonnull %9) #30
  ret i64 %141
}

; Function Attrs: nounwind
define internal fastcc void @put_number(ptr noundef nonnull captures(none) %0, ptr noundef nonnull readonly captures(none) %1, i64 noundef %2, i32 noundef range(i32 10, 17) %3, i8 noundef zeroext range(i8 0, 98) %4, i8 noundef zeroext range(i8 0, 46) %5) unnamed_addr #0 {
  %7 = alloca [20 x i8], align 16
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #30
  %8 = zext nneg i32 %3 to i64
  %9 = add nsw i8 %4, -10
  br label %10

10:                                               ; preds = %10, %6
  %11 = phi i32 [ %25, %10 ], [ 1, %6 ]
  %12 = phi i32 [ %20, %10 ], [ 0, %6 ]
  %13 = phi i64 [ %23, %10 ], [ %2, %6 ]
  %14 = urem i64 %13, %8
  %15 = trunc nuw nsw i64 %14 to i8
  %16 = icmp samesign ult i64 %14, 10
  %17 = or disjoint i8 %15, 48
  %18 = add nsw i8 %9, %15
  %19 = select i1 %16, i8 %17, i8 %18
  %20 = add i32 %12, 1
  %21 = zext i32 %12 to i64
  %22 = getelementptr inbounds nuw i8, ptr %7, i64 %21
  store i8 %19, ptr %22, align 1
  %23 = udiv i64 %13, %8
  %24 = icmp ult i64 %13, %8
  %25 = add i32 %11, 1
  br i1 %24, label %26, label %10, !llvm.loop !139

26:                                               ; preds = %10
  %27 = icmp ne i8 %5, 0
  %28 = zext i1 %27 to i32
  %29 = add i32 %20, %28
  %30 = zext i32 %29 to i64
  %31 = load i32, ptr %1, align 4
  %32 = icmp eq i32 %31, 0
  br i1 %32, label %33, label %62

33:                                               ; preds = %26
  %34 = getelementptr inbounds nuw i8, ptr %1, i64 12
  %35 = load i32, ptr %34, align 4
  %36 = icmp eq i32 %35, 0
  br i1 %36, label %37, label %62

37:                                               ; preds = %33
  %38 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %39 = load i32, ptr %38, align 4
  %40 = zext i32 %39 to i64
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %42 = load i64, ptr %41, align 8
  %43 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %44 = load i64, ptr %43, align 8
  %45 = tail call i64 @llvm.usub.sat.i64(i64 %44, i64 %42)
  %46 = icmp ult i32 %29, %39
  br i1 %46, label %47, label %62

47:                                               ; preds = %37
  %48 = icmp ugt i64 %44, %42
  br i1 %48, label %51, label %49

49:                                               ; preds = %47
  %50 = sub nsw i64 %40, %30
  br label %58

51:                                               ; preds = %47
  %52 = load ptr, ptr %0, align 8
  %53 = getelementptr inbounds nuw i8, ptr %52, i64 %42
  %54 = sub nsw i64 %40, %30
  %55 = tail call i64 @llvm.umin.i64(i64 %54, i64 %45)
  %56 = tail call ptr @memset(ptr noundef %53, i32 noundef 32, i64 noundef %55) #31
  %57 = load i64, ptr %41, align 8
  br label %58

58:                                               ; preds = %51, %49
  %59 = phi i64 [ %50, %49 ], [ %54, %51 ]
  %60 = phi i64 [ %42, %49 ], [ %57, %51 ]
  %61 = add i64 %60, %59
  store i64 %61, ptr %41, align 8
  br label %62

62:                                               ; preds = %58, %37, %33, %26
  %63 = icmp eq i8 %5, 0
  br i1 %63, label %77, label %64

64:                                               ; preds = %62
  %65 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %66 = load i64, ptr %65, align 8
  %67 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %68 = load i64, ptr %67, align 8
  %69 = icmp ult i64 %66, %68
  br i1 %69, label %70, label %74

70:                                               ; preds = %64
  %71 = load ptr, ptr %0, align 8
  %72 = getelementptr inbounds nuw i8, ptr %71, i64 %66
  store i8 %5, ptr %72, align 1
  %73 = load i64, ptr %65, align 8
  br label %74

74:                                               ; preds = %64, %70
  %75 = phi i64 [ %73, %70 ], [ %66, %64 ]
  %76 = add i64 %75, 1
  store i64 %76, ptr %65, align 8
  br label %77

77:                                               ; preds = %74, %62
  %78 = load i32, ptr %1, align 4
  %79 = icmp eq i32 %78, 0
  br i1 %79, label %80, label %109

80:                                               ; preds = %77
  %81 = getelementptr inbounds nuw i8, ptr %1, i64 12
  %82 = load i32, ptr %81, align 4
  %83 = icmp eq i32 %82, 0
  br i1 %83, label %109, label %84

84:                                               ; preds = %80
  %85 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %86 = load i32, ptr %85, align 4
  %87 = zext i32 %86 to i64
  %88 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %89 = load i64, ptr %88, align 8
  %90 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %91 = load i64, ptr %90, align 8
  %92 = tail call i64 @llvm.usub.sat.i64(i64 %91, i64 %89)
  %93 = icmp ult i32 %29, %86
  br i1 %93, label %94, label %109

94:                                               ; preds = %84
  %95 = icmp ugt i64 %91, %89
  br i1 %95, label %98, label %96

96:                                               ; preds = %94
  %97 = sub nsw i64 %87, %30
  br label %105

98:                                               ; preds = %94
  %99 = load ptr, ptr %0, align 8
  %100 = getelementptr inbounds nuw i8, ptr %99, i64 %89
  %101 = sub nsw i64 %87, %30
  %102 = tail call i64 @llvm.umin.i64(i64 %101, i64 %92)
  %103 = tail call ptr @memset(ptr noundef %100, i32 noundef 48, i64 noundef %102) #31
  %104 = load i64, ptr %88, align 8
  br label %105

105:                                              ; preds = %98, %96
  %106 = phi i64 [ %97, %96 ], [ %101, %98 ]
  %107 = phi i64 [ %89, %96 ], [ %104, %98 ]
  %108 = add i64 %107, %106
  store i64 %108, ptr %88, align 8
  br label %109

109:                                              ; preds = %105, %84, %80, %77
  %110 = icmp eq i32 %20, 0
  br i1 %110, label %132, label %111

111:                                              ; preds = %109
  %112 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %113 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %114 = zext i32 %11 to i64
  %115 = load i64, ptr %112, align 8
  br label %116

116:                                              ; preds = %111, %128
  %117 = phi i64 [ %115, %111 ], [ %130, %128 ]
  %118 = phi i64 [ %114, %111 ], [ %119, %128 ]
  %119 = add nsw i64 %118, -1
  %120 = load i64, ptr %113, align 8
  %121 = icmp ult i64 %117, %120
  br i1 %121, label %122, label %128

122:                                              ; preds = %116
  %123 = getelementptr inbounds nuw i8, ptr %7, i64 %119
  %124 = load i8, ptr %123, align 1
  %125 = load ptr, ptr %0, align 8
  %126 = getelementptr inbounds nuw i8, ptr %125, i64 %117
  store i8 %124, ptr %126, align 1
  %127 = load i64, ptr %112, align 8
  br label %128

128:                                              ; preds = %116, %122
  %129 = phi i64 [ %127, %122 ], [ %117, %116 ]
  %130 = add i64 %129, 1
  store i64 %130, ptr %112, align 8
  %131 = icmp eq i64 %119, 0
  br i1 %131, label %132, label %116, !llvm.loop !140

132:                                              ; preds = %128, %109
  %133 = load i32, ptr %1, align 4
  %134 = icmp eq i32 %133, 0
  br i1 %134, label %160, label %135

135:                                              ; preds = %132
  %136 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %137 = load i32, ptr %136, align 4
  %138 = zext i32 %137 to i64
  %139 = getelementptr inbounds nuw i8, ptr %0, i64 16
  %140 = load i64, ptr %139, align 8
  %141 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %142 = load i64, ptr %141, align 8
  %143 = tail call i64 @llvm.usub.sat.i64(i64 %142, i64 %140)
  %144 = icmp ult i32 %29, %137
  br i1 %144, label %145, label %160

145:                                              ; preds = %135
  %146 = icmp ugt i64 %142, %140
  br i1 %146, label %149, label %147

147:                                              ; preds = %145
  %148 = sub nsw i64 %138, %30
  br label %156

149:                                              ; preds = %145
  %150 = load ptr, ptr %0, align 8
  %151 = getelementptr inbounds nuw i8, ptr %150, i64 %140
  %152 = sub nsw i64 %138, %30
  %153 = tail call i64 @llvm.umin.i64(i64 %152, i64 %143)
  %154 = tail call ptr @memset(ptr noundef %151, i32 noundef 32, i64 noundef %153) #31
  %155 = load i64, ptr %139, align 8
  br label %156

156:                                              ; preds = %149, %147
  %157 = phi i64 [ %148, %147 ], [ %152, %149 ]
  %158 = phi i64 [ %140, %147 ], [ %155, %149 ]
  %159 = add i64 %158, %157
  store i64 %159, ptr %139, align 8
  br label %160

160:                                              ; preds = %156, %135, %132
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #30
  ret void
}

declare void @PyErr_Fetch(ptr noundef, ptr noundef, ptr noundef) local_unnamed_addr #8

declare void @PyErr_NormalizeException(ptr noundef, ptr noundef, ptr noundef) local_unnamed_addr #8

declare i32 @PyException_SetTraceback(ptr noundef, ptr noundef) local_unnamed_addr #8

declare i32 @memcmp(ptr noundef, ptr noundef, i64 noundef) local_unnamed_addr #8

; Function Attrs: noinline nounwind
define internal fastcc i64 @run_xdp(ptr noundef %0, ptr noundef readonly captures(none) %1, ptr noundef readonly captures(none) %2, ptr noundef readonly captures(none) %3, i64 noundef %4, i64 noundef %5, i64 noundef %6, i64 noundef %7, i64 noundef %8, i64 noundef %9, ptr noundef writeonly captures(none) %10) unnamed_addr #1 {
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %13 = load i64, ptr %12, align 8
  %14 = icmp eq i64 %13, 0
  br i1 %14, label %15, label %20

15:                                               ; preds = %11
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %17 = load i64, ptr %16, align 8
  %18 = tail call i64 @llvm.umin.i64(i64 %8, i64 %17)
  %19 = tail call i64 @llvm.uadd.sat.i64(i64 %18, i64 1)
  br label %20

20:                                               ; preds = %11, %15
  %21 = phi i64 [ %19, %15 ], [ 0, %11 ]
  %22 = icmp eq i64 %4, 0
  br i1 %22, label %94, label %23

23:                                               ; preds = %20
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 72
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 240
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %27 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %28 = getelementptr inbounds nuw i8, ptr %0, i64 296
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 180
  %30 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %32 = getelementptr inbounds nuw i8, ptr %0, i64 264
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 8
  br label %34

34:                                               ; preds = %23, %91
  %35 = phi i64 [ %5, %23 ], [ %41, %91 ]
  %36 = phi i64 [ %21, %23 ], [ %63, %91 ]
  %37 = phi i64 [ 0, %23 ], [ %92, %91 ]
  %38 = getelementptr inbounds nuw i64, ptr %2, i64 %37
  %39 = load atomic i64, ptr %38 monotonic, align 8
  %40 = getelementptr inbounds nuw i64, ptr %3, i64 %37
  %41 = load atomic i64, ptr %40 monotonic, align 8
  %42 = icmp ult i64 %39, %35
  %43 = icmp ugt i64 %41, %6
  %44 = select i1 %42, i1 true, i1 %43, !prof !66
  br i1 %44, label %94, label %45, !prof !66

45:                                               ; preds = %34
  %46 = sub i64 %41, %39
  %47 = icmp ult i64 %46, %36
  br i1 %47, label %61, label %48, !prof !65

48:                                               ; preds = %45
  %49 = icmp ult i64 %41, %39
  %50 = icmp ugt i64 %46, %8
  %51 = or i1 %49, %50
  br i1 %51, label %94, label %52

52:                                               ; preds = %48
  %53 = tail call fastcc i64 @split(ptr noundef nonnull %0, i32 noundef 1, i64 noundef %46) #29
  %54 = add i64 %53, %39
  %55 = load i64, ptr %12, align 8
  %56 = icmp eq i64 %55, 0
  br i1 %56, label %57, label %61

57:                                               ; preds = %52
  %58 = load i64, ptr %24, align 8
  %59 = tail call i64 @llvm.umin.i64(i64 %8, i64 %58)
  %60 = tail call i64 @llvm.uadd.sat.i64(i64 %59, i64 1)
  br label %61

61:                                               ; preds = %57, %52, %45
  %62 = phi i64 [ %41, %45 ], [ %54, %52 ], [ %54, %57 ]
  %63 = phi i64 [ %36, %45 ], [ 0, %52 ], [ %60, %57 ]
  %64 = add i64 %39, %7
  %65 = add i64 %62, %7
  store i64 %64, ptr %25, align 8
  store i64 %64, ptr %26, align 8
  store i64 %65, ptr %27, align 8
  store i32 0, ptr %28, align 8
  store i64 %9, ptr %0, align 8
  store i32 0, ptr %29, align 4
  %66 = load i64, ptr %30, align 8
  %67 = trunc i64 %64 to i32
  %68 = inttoptr i64 %66 to ptr
  store i32 %67, ptr %68, align 1
  %69 = add i64 %66, 4
  %70 = trunc i64 %65 to i32
  %71 = inttoptr i64 %69 to ptr
  store i32 %70, ptr %71, align 1
  %72 = add i64 %66, 8
  %73 = inttoptr i64 %72 to ptr
  store i32 %67, ptr %73, align 1
  %74 = load i64, ptr %30, align 8
  %75 = tail call i64 %1(ptr noundef nonnull %0, i64 noundef %74, i64 noundef 0) #31
  %76 = load i32, ptr %31, align 4
  %77 = zext i32 %76 to i64
  %78 = load i64, ptr %32, align 8
  %79 = or i64 %78, %77
  %80 = icmp eq i64 %79, 0
  br i1 %80, label %82, label %81, !prof !65

81:                                               ; preds = %61
  tail call void @pp_end_run(ptr noundef nonnull %0) #29
  br label %82

82:                                               ; preds = %61, %81
  %83 = getelementptr inbounds nuw i64, ptr %10, i64 %37
  store i64 %75, ptr %83, align 8
  %84 = load i64, ptr %33, align 8
  %85 = icmp eq i64 %84, 0
  br i1 %85, label %91, label %86, !prof !65

86:                                               ; preds = %82
  %87 = and i64 %84, 4294967295
  %88 = icmp eq i64 %87, 0
  %89 = zext i1 %88 to i64
  %90 = add nuw i64 %37, %89
  br label %94

91:                                               ; preds = %82
  %92 = add nuw i64 %37, 1
  %93 = icmp eq i64 %92, %4
  br i1 %93, label %94, label %34, !llvm.loop !141

94:                                               ; preds = %48, %34, %91, %20, %86
  %95 = phi i64 [ %90, %86 ], [ 0, %20 ], [ %37, %48 ], [ %37, %34 ], [ %4, %91 ]
  ret i64 %95
}

; Function Attrs: noinline nounwind
define internal fastcc i64 @run_skb(ptr noundef %0, ptr noundef readonly captures(none) %1, ptr noundef readonly captures(none) %2, ptr noundef readonly captures(none) %3, i64 noundef %4, i64 noundef %5, i64 noundef %6, i64 noundef %7, i64 noundef %8, i64 noundef %9, i32 noundef range(i32 0, 2) %10, ptr noundef writeonly captures(none) %11) unnamed_addr #1 {
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %14 = load i64, ptr %13, align 8
  %15 = icmp eq i64 %14, 0
  %16 = tail call i64 @llvm.uadd.sat.i64(i64 %8, i64 1)
  %17 = icmp eq i64 %4, 0
  br i1 %17, label %127, label %18

18:                                               ; preds = %12
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 240
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 48
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 56
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 296
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 180
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 32
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 304
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 307
  %27 = getelementptr inbounds nuw i8, ptr %0, i64 306
  %28 = icmp eq i32 %10, 0
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 168
  %30 = getelementptr inbounds nuw i8, ptr %0, i64 40
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 164
  %32 = getelementptr inbounds nuw i8, ptr %0, i64 264
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 8
  br label %34

34:                                               ; preds = %18, %124
  %35 = phi i64 [ %5, %18 ], [ %40, %124 ]
  %36 = phi i64 [ 0, %18 ], [ %125, %124 ]
  %37 = getelementptr inbounds nuw i64, ptr %2, i64 %36
  %38 = load atomic i64, ptr %37 monotonic, align 8
  %39 = getelementptr inbounds nuw i64, ptr %3, i64 %36
  %40 = load atomic i64, ptr %39 monotonic, align 8
  %41 = icmp ult i64 %38, %35
  %42 = icmp ugt i64 %40, %6
  %43 = select i1 %41, i1 true, i1 %42, !prof !66
  br i1 %43, label %127, label %44, !prof !66

44:                                               ; preds = %34
  %45 = sub i64 %40, %38
  %46 = icmp ugt i64 %16, %45
  %47 = select i1 %15, i1 %46, i1 false
  br i1 %47, label %48, label %127, !prof !65

48:                                               ; preds = %44
  %49 = add i64 %38, %7
  %50 = add i64 %40, %7
  store i64 %49, ptr %19, align 8
  store i64 %49, ptr %20, align 8
  store i64 %50, ptr %21, align 8
  store i32 0, ptr %22, align 8
  store i64 %9, ptr %0, align 8
  store i32 0, ptr %23, align 4
  %51 = load i64, ptr %24, align 8
  %52 = icmp ugt i64 %45, 13
  store i16 14, ptr %25, align 8
  store i8 0, ptr %26, align 1
  store i8 0, ptr %27, align 2
  %53 = inttoptr i64 %51 to ptr
  br i1 %28, label %60, label %54

54:                                               ; preds = %48
  %55 = load i64, ptr %29, align 8
  %56 = inttoptr i64 %55 to ptr
  %57 = load i64, ptr %30, align 8
  %58 = sub i64 %57, %51
  %59 = tail call ptr @memcpy(ptr noundef %53, ptr noundef %56, i64 noundef %58) #31
  br label %60

60:                                               ; preds = %54, %48
  %61 = trunc i64 %45 to i32
  store i32 %61, ptr %53, align 1
  %62 = add i64 %51, 4
  br i1 %52, label %63, label %91

63:                                               ; preds = %60
  %64 = inttoptr i64 %49 to ptr
  %65 = load i32, ptr %64, align 1
  %66 = add i64 %49, 4
  %67 = inttoptr i64 %66 to ptr
  %68 = load i16, ptr %67, align 1
  %69 = zext i16 %68 to i32
  %70 = or i32 %65, %69
  %71 = icmp eq i32 %70, 0
  %72 = and i32 %65, 1
  %73 = xor i32 %72, 3
  %74 = select i1 %71, i32 0, i32 %73
  %75 = inttoptr i64 %62 to ptr
  store i32 %74, ptr %75, align 1
  %76 = add i64 %49, 12
  %77 = inttoptr i64 %76 to ptr
  %78 = load i8, ptr %77, align 1
  %79 = icmp ugt i8 %78, 5
  br i1 %79, label %80, label %83

80:                                               ; preds = %63
  %81 = load i16, ptr %77, align 1
  %82 = zext i16 %81 to i32
  br label %93

83:                                               ; preds = %63
  %84 = icmp ugt i64 %45, 15
  br i1 %84, label %85, label %93

85:                                               ; preds = %83
  %86 = add i64 %49, 14
  %87 = inttoptr i64 %86 to ptr
  %88 = load i16, ptr %87, align 1
  %89 = icmp eq i16 %88, -1
  %90 = select i1 %89, i32 256, i32 1024
  br label %93

91:                                               ; preds = %60
  %92 = inttoptr i64 %62 to ptr
  store i32 0, ptr %92, align 1
  br label %93

93:                                               ; preds = %80, %83, %85, %91
  %94 = phi i32 [ 0, %91 ], [ %82, %80 ], [ 1024, %83 ], [ %90, %85 ]
  %95 = add i64 %51, 16
  %96 = inttoptr i64 %95 to ptr
  store i32 %94, ptr %96, align 1
  %97 = add i64 %51, 76
  %98 = trunc i64 %49 to i32
  %99 = inttoptr i64 %97 to ptr
  store i32 %98, ptr %99, align 1
  %100 = add i64 %51, 80
  %101 = trunc i64 %50 to i32
  %102 = inttoptr i64 %100 to ptr
  store i32 %101, ptr %102, align 1
  %103 = add i64 %51, 140
  %104 = inttoptr i64 %103 to ptr
  store i32 %98, ptr %104, align 1
  %105 = add i64 %51, 160
  %106 = inttoptr i64 %105 to ptr
  store i32 %61, ptr %106, align 1
  %107 = load i64, ptr %24, align 8
  %108 = tail call i64 %1(ptr noundef nonnull %0, i64 noundef %107, i64 noundef 0) #31
  %109 = load i32, ptr %31, align 4
  %110 = zext i32 %109 to i64
  %111 = load i64, ptr %32, align 8
  %112 = or i64 %111, %110
  %113 = icmp eq i64 %112, 0
  br i1 %113, label %115, label %114, !prof !65

114:                                              ; preds = %93
  tail call void @pp_end_run(ptr noundef nonnull %0) #29
  br label %115

115:                                              ; preds = %93, %114
  %116 = getelementptr inbounds nuw i64, ptr %11, i64 %36
  store i64 %108, ptr %116, align 8
  %117 = load i64, ptr %33, align 8
  %118 = icmp eq i64 %117, 0
  br i1 %118, label %124, label %119, !prof !65

119:                                              ; preds = %115
  %120 = and i64 %117, 4294967295
  %121 = icmp eq i64 %120, 0
  %122 = zext i1 %121 to i64
  %123 = add nuw i64 %36, %122
  br label %127

124:                                              ; preds = %115
  %125 = add nuw i64 %36, 1
  %126 = icmp eq i64 %125, %4
  br i1 %126, label %127, label %34, !llvm.loop !141

127:                                              ; preds = %34, %124, %44, %12, %119
  %128 = phi i64 [ %123, %119 ], [ 0, %12 ], [ %36, %34 ], [ %4, %124 ], [ %36, %44 ]
  ret i64 %128
}

; Function Attrs: nounwind
define internal fastcc ptr @best_at(ptr noundef %0, ptr noundef nonnull readonly captures(none) %1, ptr noundef %2, i32 noundef range(i32 6, 18) %3) unnamed_addr #0 {
  %5 = load i64, ptr %0, align 8
  %6 = icmp eq i64 %5, 0
  br i1 %6, label %14, label %7

7:                                                ; preds = %4
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %9 = getelementptr inbounds nuw i8, ptr %1, i64 16
  %10 = getelementptr inbounds nuw i8, ptr %1, i64 24
  %11 = getelementptr inbounds nuw i8, ptr %1, i64 28
  %12 = icmp eq i32 %3, 6
  %13 = getelementptr inbounds nuw i8, ptr %1, i64 20
  br label %16

14:                                               ; preds = %205, %4
  %15 = phi ptr [ null, %4 ], [ %207, %205 ]
  ret ptr %15

16:                                               ; preds = %7, %205
  %17 = phi i64 [ %5, %7 ], [ %20, %205 ]
  %18 = phi ptr [ null, %7 ], [ %207, %205 ]
  %19 = phi i32 [ 0, %7 ], [ %206, %205 ]
  %20 = add i64 %17, -1
  %21 = getelementptr inbounds nuw %struct.open_socket, ptr %8, i64 %20
  %22 = getelementptr inbounds nuw i8, ptr %21, i64 28
  %23 = load i32, ptr %9, align 8
  %24 = icmp eq i32 %23, 4
  %25 = getelementptr inbounds nuw i8, ptr %21, i64 4
  %26 = load i32, ptr %25, align 4
  %27 = icmp eq i32 %26, 10
  br i1 %24, label %28, label %29

28:                                               ; preds = %16
  br i1 %27, label %62, label %205

29:                                               ; preds = %16
  br i1 %27, label %30, label %60

30:                                               ; preds = %29
  %31 = getelementptr inbounds nuw i8, ptr %21, i64 88
  %32 = load i32, ptr %31, align 8
  %33 = icmp eq i32 %32, 0
  br i1 %33, label %34, label %205

34:                                               ; preds = %30
  %35 = load i32, ptr %22, align 4
  %36 = icmp eq i32 %35, 0
  %37 = getelementptr inbounds nuw i8, ptr %21, i64 32
  %38 = load i32, ptr %37, align 4
  br i1 %36, label %39, label %47

39:                                               ; preds = %34
  %40 = getelementptr inbounds nuw i8, ptr %21, i64 36
  %41 = load i32, ptr %40, align 4
  %42 = getelementptr inbounds nuw i8, ptr %21, i64 40
  %43 = load i32, ptr %42, align 4
  %44 = or i32 %41, %43
  %45 = or i32 %44, %38
  %46 = icmp eq i32 %45, 0
  br i1 %46, label %60, label %47

47:                                               ; preds = %39, %34
  %48 = or i32 %38, %35
  %49 = icmp eq i32 %48, 0
  br i1 %49, label %50, label %205

50:                                               ; preds = %47
  %51 = getelementptr inbounds nuw i8, ptr %21, i64 36
  %52 = load i16, ptr %51, align 1
  %53 = icmp eq i16 %52, 0
  br i1 %53, label %54, label %205

54:                                               ; preds = %50
  %55 = ptrtoint ptr %51 to i64
  %56 = add i64 %55, 2
  %57 = inttoptr i64 %56 to ptr
  %58 = load i16, ptr %57, align 1
  %59 = icmp eq i16 %58, -1
  br i1 %59, label %60, label %205

60:                                               ; preds = %54, %39, %29
  %61 = getelementptr inbounds nuw i8, ptr %21, i64 24
  br label %62

62:                                               ; preds = %60, %28
  %63 = phi ptr [ %61, %60 ], [ %22, %28 ]
  %64 = load i32, ptr %21, align 8
  %65 = shl i32 %23, 2
  %66 = zext i32 %65 to i64
  %67 = tail call i32 @memcmp(ptr noundef nonnull %63, ptr noundef %2, i64 noundef %66) #31
  %68 = icmp eq i32 %67, 0
  br i1 %68, label %69, label %205

69:                                               ; preds = %62
  %70 = getelementptr inbounds nuw i8, ptr %21, i64 44
  %71 = load i32, ptr %70, align 4
  %72 = load i32, ptr %10, align 8
  %73 = icmp eq i32 %71, %72
  br i1 %73, label %74, label %205

74:                                               ; preds = %69
  %75 = icmp eq i32 %64, 0
  br i1 %75, label %79, label %76

76:                                               ; preds = %74
  %77 = load i32, ptr %11, align 4
  %78 = icmp eq i32 %64, %77
  br i1 %78, label %79, label %205, !llvm.loop !142

79:                                               ; preds = %74, %76
  br i1 %12, label %80, label %101

80:                                               ; preds = %79
  %81 = load i32, ptr %25, align 4
  switch i32 %81, label %200 [
    i32 2, label %82
    i32 10, label %82
  ]

82:                                               ; preds = %80, %80
  %83 = getelementptr inbounds nuw i8, ptr %21, i64 8
  %84 = load i32, ptr %83, align 8
  %85 = icmp eq i32 %84, 1
  br i1 %85, label %86, label %200

86:                                               ; preds = %82
  %87 = getelementptr inbounds nuw i8, ptr %21, i64 12
  %88 = load i32, ptr %87, align 4
  %89 = icmp eq i32 %88, 6
  br i1 %89, label %90, label %200

90:                                               ; preds = %86
  %91 = getelementptr inbounds nuw i8, ptr %21, i64 72
  %92 = load i32, ptr %91, align 8
  %93 = icmp eq i32 %92, 10
  br i1 %93, label %94, label %200

94:                                               ; preds = %90
  %95 = icmp eq i32 %81, 2
  %96 = select i1 %95, i32 2, i32 1
  %97 = load i32, ptr %21, align 8
  %98 = icmp ne i32 %97, 0
  %99 = zext i1 %98 to i32
  %100 = add nuw nsw i32 %96, %99
  br label %200

101:                                              ; preds = %79
  %102 = getelementptr inbounds nuw i8, ptr %21, i64 56
  %103 = load i32, ptr %9, align 8
  %104 = icmp eq i32 %103, 4
  %105 = load i32, ptr %25, align 4
  %106 = icmp eq i32 %105, 10
  br i1 %104, label %107, label %109

107:                                              ; preds = %101
  %108 = select i1 %106, ptr %102, ptr null
  br label %142

109:                                              ; preds = %101
  br i1 %106, label %110, label %140

110:                                              ; preds = %109
  %111 = getelementptr inbounds nuw i8, ptr %21, i64 88
  %112 = load i32, ptr %111, align 8
  %113 = icmp eq i32 %112, 0
  br i1 %113, label %114, label %144

114:                                              ; preds = %110
  %115 = load i32, ptr %102, align 4
  %116 = icmp eq i32 %115, 0
  %117 = getelementptr inbounds nuw i8, ptr %21, i64 60
  %118 = load i32, ptr %117, align 4
  br i1 %116, label %119, label %127

119:                                              ; preds = %114
  %120 = getelementptr inbounds nuw i8, ptr %21, i64 64
  %121 = load i32, ptr %120, align 4
  %122 = getelementptr inbounds nuw i8, ptr %21, i64 68
  %123 = load i32, ptr %122, align 4
  %124 = or i32 %121, %123
  %125 = or i32 %124, %118
  %126 = icmp eq i32 %125, 0
  br i1 %126, label %140, label %127

127:                                              ; preds = %119, %114
  %128 = or i32 %118, %115
  %129 = icmp eq i32 %128, 0
  br i1 %129, label %130, label %144

130:                                              ; preds = %127
  %131 = getelementptr inbounds nuw i8, ptr %21, i64 64
  %132 = load i16, ptr %131, align 1
  %133 = icmp eq i16 %132, 0
  br i1 %133, label %134, label %144

134:                                              ; preds = %130
  %135 = ptrtoint ptr %131 to i64
  %136 = add i64 %135, 2
  %137 = inttoptr i64 %136 to ptr
  %138 = load i16, ptr %137, align 1
  %139 = icmp eq i16 %138, -1
  br i1 %139, label %140, label %144

140:                                              ; preds = %134, %119, %109
  %141 = getelementptr inbounds nuw i8, ptr %21, i64 52
  br label %142

142:                                              ; preds = %140, %107
  %143 = phi ptr [ %108, %107 ], [ %141, %140 ]
  switch i32 %105, label %200 [
    i32 2, label %144
    i32 10, label %144
  ]

144:                                              ; preds = %142, %142, %134, %130, %127, %110
  %145 = phi ptr [ %143, %142 ], [ %143, %142 ], [ null, %110 ], [ null, %127 ], [ null, %130 ], [ null, %134 ]
  %146 = getelementptr inbounds nuw i8, ptr %21, i64 48
  %147 = load i16, ptr %146, align 8
  %148 = zext i16 %147 to i32
  %149 = getelementptr inbounds nuw i8, ptr %21, i64 8
  %150 = load i32, ptr %149, align 8
  %151 = icmp eq i32 %150, 2
  br i1 %151, label %152, label %200

152:                                              ; preds = %144
  %153 = getelementptr inbounds nuw i8, ptr %21, i64 12
  %154 = load i32, ptr %153, align 4
  %155 = icmp eq i32 %154, 17
  %156 = icmp ne ptr %145, null
  %157 = select i1 %155, i1 %156, i1 false
  br i1 %157, label %158, label %200

158:                                              ; preds = %152
  %159 = load i32, ptr %145, align 4
  %160 = icmp eq i32 %159, 0
  br i1 %160, label %161, label %173

161:                                              ; preds = %158
  %162 = icmp eq i32 %103, 1
  br i1 %162, label %179, label %163

163:                                              ; preds = %161
  %164 = getelementptr inbounds nuw i8, ptr %145, i64 4
  %165 = load i32, ptr %164, align 4
  %166 = getelementptr inbounds nuw i8, ptr %145, i64 8
  %167 = load i32, ptr %166, align 4
  %168 = or i32 %167, %165
  %169 = getelementptr inbounds nuw i8, ptr %145, i64 12
  %170 = load i32, ptr %169, align 4
  %171 = or i32 %168, %170
  %172 = icmp eq i32 %171, 0
  br i1 %172, label %179, label %173

173:                                              ; preds = %163, %158
  %174 = load ptr, ptr %1, align 8
  %175 = shl i32 %103, 2
  %176 = zext i32 %175 to i64
  %177 = tail call i32 @memcmp(ptr noundef nonnull %145, ptr noundef %174, i64 noundef %176) #31
  %178 = icmp eq i32 %177, 0
  br i1 %178, label %179, label %200

179:                                              ; preds = %173, %163, %161
  %180 = phi i32 [ 1, %173 ], [ 0, %163 ], [ 0, %161 ]
  %181 = phi i1 [ true, %173 ], [ false, %163 ], [ false, %161 ]
  %182 = icmp ne i16 %147, 0
  br i1 %182, label %183, label %188

183:                                              ; preds = %179
  %184 = load i32, ptr %13, align 4
  %185 = icmp ne i32 %184, %148
  %186 = or i1 %181, %185
  %187 = select i1 %185, i32 0, i32 16
  br i1 %186, label %200, label %188

188:                                              ; preds = %183, %179
  %189 = zext i1 %182 to i32
  %190 = add nuw nsw i32 %180, %189
  %191 = load i32, ptr %21, align 8
  %192 = icmp ne i32 %191, 0
  %193 = zext i1 %192 to i32
  %194 = add nuw nsw i32 %190, %193
  %195 = shl nuw nsw i32 %194, 1
  %196 = load i32, ptr %25, align 4
  %197 = icmp eq i32 %196, 2
  %198 = select i1 %197, i32 2, i32 1
  %199 = add nuw nsw i32 %195, %198
  br label %200

200:                                              ; preds = %188, %183, %173, %152, %144, %142, %94, %90, %86, %82, %80
  %201 = phi i32 [ 0, %80 ], [ %100, %94 ], [ 0, %90 ], [ 0, %86 ], [ 0, %82 ], [ 0, %152 ], [ 0, %173 ], [ %187, %183 ], [ %199, %188 ], [ 0, %142 ], [ 0, %144 ]
  %202 = icmp ugt i32 %201, %19
  %203 = tail call i32 @llvm.umax.i32(i32 %201, i32 %19)
  %204 = select i1 %202, ptr %21, ptr %18
  br label %205

205:                                              ; preds = %47, %50, %30, %54, %28, %62, %69, %76, %200
  %206 = phi i32 [ %203, %200 ], [ %19, %76 ], [ %19, %69 ], [ %19, %62 ], [ %19, %28 ], [ %19, %54 ], [ %19, %30 ], [ %19, %50 ], [ %19, %47 ]
  %207 = phi ptr [ %204, %200 ], [ %18, %76 ], [ %18, %69 ], [ %18, %62 ], [ %18, %28 ], [ %18, %54 ], [ %18, %30 ], [ %18, %50 ], [ %18, %47 ]
  %208 = icmp eq i64 %20, 0
  br i1 %208, label %14, label %16
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.umin.i64(i64, i64) #25

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.umax.i32(i32, i32) #25

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.smin.i64(i64, i64) #25

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.usub.sat.i64(i64, i64) #25

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.uadd.sat.i32(i32, i32) #25

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.abs.i64(i64, i1 immarg) #26

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.umax.i64(i64, i64) #25

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.umin.i32(i32, i32) #25

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: readwrite)
declare void @llvm.experimental.noalias.scope.decl(metadata) #27

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i16 @llvm.bswap.i16(i16) #25

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write)
declare void @llvm.assume(i1 noundef) #28

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.uadd.sat.i64(i64, i64) #25

attributes #0 = { nounwind "no-builtins" "no-jump-tables"="true" }
attributes #1 = { noinline nounwind "no-builtins" "no-jump-tables"="true" }
attributes #2 = { mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite) }
attributes #3 = { mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: readwrite) "no-builtins" "no-jump-tables"="true" }
attributes #4 = { mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #5 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #6 = { nofree norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #7 = { mustprogress nofree norecurse nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #8 = { "no-builtins" }
attributes #9 = { mustprogress nofree norecurse nosync nounwind willreturn memory(write, argmem: readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #10 = { mustprogress nofree norecurse nosync nounwind willreturn memory(none) "no-builtins" "no-jump-tables"="true" }
attributes #11 = { mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: read) "no-builtins" "no-jump-tables"="true" }
attributes #12 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #13 = { nofree norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #14 = { mustprogress nofree norecurse nosync nounwind willreturn memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #15 = { nofree norecurse nosync nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #16 = { mustprogress nofree norecurse nosync nounwind willreturn memory(write, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #17 = { mustprogress nofree norecurse nosync nounwind willreturn memory(argmem: write) "no-builtins" "no-jump-tables"="true" }
attributes #18 = { mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite, inaccessiblemem: readwrite) }
attributes #19 = { mustprogress nofree noinline norecurse nosync nounwind willreturn memory(argmem: readwrite) "no-builtins" "no-jump-tables"="true" }
attributes #20 = { nofree norecurse nosync nounwind memory(argmem: readwrite) "no-builtins" "no-jump-tables"="true" }
attributes #21 = { mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #22 = { nofree noinline norecurse nosync nounwind memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #23 = { nofree noinline norecurse nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "no-builtins" "no-jump-tables"="true" }
attributes #24 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #25 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #26 = { nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #27 = { nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: readwrite) }
attributes #28 = { nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write) }
attributes #29 = { nobuiltin "no-builtins" }
attributes #30 = { nounwind }
attributes #31 = { nobuiltin nounwind "no-builtins" }

!llvm.module.flags = !{!0, !1, !2}

!0 = !{i32 1, !"wchar_size", i32 4}
!1 = !{i32 8, !"PIC Level", i32 2}
!2 = !{i32 7, !"PIE Level", i32 2}
!3 = !{!4}
!4 = distinct !{!4, !5, !"reach_of: argument 0"}
!5 = distinct !{!5, !"reach_of"}
!6 = !{!7}
!7 = distinct !{!7, !8, !"reach_from: argument 0"}
!8 = distinct !{!8, !"reach_from"}
!9 = !{!7, !4}
!10 = distinct !{!10, !11, !12}
!11 = !{!"llvm.loop.mustprogress"}
!12 = !{!"llvm.loop.unroll.disable"}
!13 = distinct !{!13, !12}
!14 = distinct !{!14, !11, !12}
!15 = distinct !{!15, !11, !12}
!16 = distinct !{!16, !11, !12}
!17 = distinct !{!17, !11, !12}
!18 = distinct !{!18, !11, !12}
!19 = distinct !{!19, !11, !12}
!20 = distinct !{!20, !11, !12}
!21 = distinct !{!21, !11, !12}
!22 = distinct !{!22, !11, !12}
!23 = distinct !{!23, !11, !12}
!24 = distinct !{!24, !11, !12}
!25 = distinct !{!25, !11, !12}
!26 = distinct !{!26, !11, !12}
!27 = distinct !{!27, !12}
!28 = distinct !{!28, !11, !12}
!29 = distinct !{!29, !11, !12}
!30 = distinct !{!30, !11, !12}
!31 = distinct !{!31, !11, !12}
!32 = distinct !{!32, !11, !12}
!33 = !{!34}
!34 = distinct !{!34, !35, !"reach_from: argument 0"}
!35 = distinct !{!35, !"reach_from"}
!36 = distinct !{!36, !11, !12}
!37 = distinct !{!37, !11, !12}
!38 = distinct !{!38, !11, !12}
!39 = distinct !{!39, !11, !12}
!40 = distinct !{!40, !11, !12}
!41 = distinct !{!41, !11, !12}
!42 = distinct !{!42, !11, !12}
!43 = distinct !{!43, !11, !12}
!44 = distinct !{!44, !11, !12}
!45 = distinct !{!45, !11, !12}
!46 = distinct !{!46, !11, !12}
!47 = distinct !{!47, !11, !12}
!48 = distinct !{!48, !11, !12}
!49 = distinct !{!49, !12}
!50 = distinct !{!50, !11, !12}
!51 = distinct !{!51, !11, !12}
!52 = distinct !{!52, !11, !12}
!53 = distinct !{!53, !11, !12}
!54 = distinct !{!54, !11, !12}
!55 = distinct !{!55, !11, !12}
!56 = distinct !{!56, !11, !12}
!57 = distinct !{!57, !11, !12}
!58 = distinct !{!58, !11, !12}
!59 = distinct !{!59, !11, !12}
!60 = distinct !{!60, !11, !12}
!61 = distinct !{!61, !11, !12}
!62 = distinct !{!62, !11, !12}
!63 = distinct !{!63, !11, !12}
!64 = distinct !{!64, !11, !12}
!65 = !{!"branch_weights", !"expected", i32 2000, i32 1}
!66 = !{!"branch_weights", !"expected", i32 1, i32 2000}
!67 = distinct !{!67, !11, !12}
!68 = distinct !{!68, !11, !12}
!69 = distinct !{!69, !11, !12}
!70 = distinct !{!70, !11, !12}
!71 = distinct !{!71, !11, !12}
!72 = distinct !{!72, !11, !12}
!73 = distinct !{!73, !11, !12}
!74 = distinct !{!74, !11, !12}
!75 = distinct !{!75, !11, !12}
!76 = distinct !{!76, !11, !12}
!77 = distinct !{!77, !11, !12}
!78 = distinct !{!78, !11, !12}
!79 = distinct !{!79, !11, !12}
!80 = !{!"branch_weights", !"expected", i32 2145766520, i32 1717128}
!81 = distinct !{!81, !11, !12}
!82 = distinct !{!82, !11, !12}
!83 = distinct !{!83, !11, !12}
!84 = distinct !{!84, !11, !12}
!85 = distinct !{!85, !11, !12}
!86 = distinct !{!86, !11, !12}
!87 = distinct !{!87, !11, !12}
!88 = distinct !{!88, !11, !12}
!89 = distinct !{!89, !11, !12}
!90 = distinct !{!90, !11, !12}
!91 = distinct !{!91, !11, !12}
!92 = distinct !{!92, !11, !12}
!93 = !{!94}
!94 = distinct !{!94, !95, !"reach_of: argument 0"}
!95 = distinct !{!95, !"reach_of"}
!96 = !{!97, !94}
!97 = distinct !{!97, !98, !"reach_from: argument 0"}
!98 = distinct !{!98, !"reach_from"}
!99 = distinct !{!99, !11, !12}
!100 = distinct !{!100, !11, !12}
!101 = distinct !{!101, !11, !12}
!102 = distinct !{!102, !11, !12}
!103 = distinct !{!103, !11, !12}
!104 = distinct !{!104, !11, !12}
!105 = distinct !{!105, !11, !12}
!106 = distinct !{!106, !11, !12}
!107 = distinct !{!107, !11, !12}
!108 = distinct !{!108, !11, !12}
!109 = distinct !{!109, !11, !12}
!110 = distinct !{!110, !11, !12}
!111 = distinct !{!111, !11, !12}
!112 = !{!"branch_weights", i32 2000, i32 2002}
!113 = distinct !{!113, !11, !12}
!114 = distinct !{!114, !11, !12}
!115 = distinct !{!115, !11, !12}
!116 = distinct !{!116, !11, !12}
!117 = distinct !{!117, !11, !12}
!118 = distinct !{!118, !12}
!119 = distinct !{!119, !11, !12}
!120 = distinct !{!120, !11, !12}
!121 = distinct !{!121, !11, !12}
!122 = distinct !{!122, !11, !12}
!123 = distinct !{!123, !12}
!124 = distinct !{!124, !11, !12}
!125 = distinct !{!125, !11, !12}
!126 = distinct !{!126, !11, !12}
!127 = distinct !{!127, !11, !12}
!128 = distinct !{!128, !11, !12}
!129 = distinct !{!129, !12}
!130 = distinct !{!130, !11, !12}
!131 = distinct !{!131, !11, !12}
!132 = distinct !{!132, !11, !12}
!133 = distinct !{!133, !11, !12}
!134 = distinct !{!134, !11, !12}
!135 = distinct !{!135, !11, !12}
!136 = distinct !{!136, !11, !12}
!137 = distinct !{!137, !11, !12}
!138 = distinct !{!138, !11, !12}
!139 = distinct !{!139, !11, !12}
!140 = distinct !{!140, !11, !12}
!141 = distinct !{!141, !11, !12}
!142 = distinct !{!142, !11, !12}
